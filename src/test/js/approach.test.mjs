import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Approach } from '../../../webroot/approach.js';

const FRAME = 1_000 / 60;
const LATEST_MILLIS = 120;

/** Follows `truth(millis)` for some seconds, frame by frame, and answers what was shown: `[{now, shown}]`. */
function follow(truth, { seconds = 3, frame = () => FRAME } = {}) {
  const approach = new Approach();
  const painted = [];
  approach.target = truth(0);
  for (let now = 0; now < seconds * 1_000; now += frame()) {
    approach.target = truth(now);
    painted.push({ now, shown: approach.at(now) });
  }
  return painted;
}

for (const perSecond of [1, 60, 5_000]) {
  test(`at ${perSecond} changes a second it shows what was true ${LATEST_MILLIS} ms ago, or newer, and never goes back`, () => {
    const truth = (millis) => 1_000 + 3 * Math.floor((Math.max(0, millis) / 1_000) * perSecond);
    let before = truth(0);
    for (const { now, shown } of follow(truth)) {
      assert.ok(shown >= truth(now - LATEST_MILLIS), `${shown} at ${now}`);
      assert.ok(shown <= truth(now) && shown >= before, `${shown} after ${before} at ${now}`);
      before = shown;
    }
  });
}

test('a leap amid many small changes is made in time, too', () => {
  const truth = (millis) => (millis < 500 ? 0 : 1_000_000) + Math.floor(Math.max(0, millis) / 16);
  for (const { now, shown } of follow(truth)) {
    assert.ok(shown >= truth(now - LATEST_MILLIS) && shown <= truth(now), `${shown} at ${now}`);
  }
});

test('frames that come late do not make the number late', () => {
  const truth = (millis) => Math.floor(Math.max(0, millis) * 5);
  for (const { now, shown } of follow(truth, { frame: () => 200 }).slice(1)) assert.ok(shown >= truth(now - 200), `${shown} at ${now}`);
});

test('a leap takes a few frames, and ends exactly', () => {
  const shown = follow((millis) => (millis < FRAME ? 0 : 1_000), { seconds: 0.3 }).map((each) => each.shown);
  assert.ok(new Set(shown).size > 4, String(shown));
  assert.equal(shown.at(-1), 1_000);
});

test('a total that falls is followed downwards', () => {
  const shown = follow((millis) => (millis < FRAME ? 1_000 : 400), { seconds: 0.3 }).map((each) => each.shown);
  assert.deepEqual(shown, shown.toSorted?.((one, other) => other - one) ?? shown);
  assert.equal(shown.at(-1), 400);
});

test('the largest total is shown exactly', () => {
  const approach = new Approach();
  approach.target = 5;
  approach.target = Number.MAX_SAFE_INTEGER;
  assert.equal(approach.finish(), Number.MAX_SAFE_INTEGER);
  assert.ok(approach.isDone);
});
