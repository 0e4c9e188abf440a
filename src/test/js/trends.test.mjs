import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { Problem } from '../../../webroot/problem.js';
import { Trends } from '../../../webroot/trends.js';
import { World } from './fakes.mjs';

let world;
let asked;
let answer;
let trends;

beforeEach(() => {
  world = new World();
  world.document.addEventListener = () => {};
  asked = 0;
  trends = new Trends({ trends: async () => (asked++, answer()) });
});

afterEach(() => world.end());

const curves = () => ({ series: { A1: [1, 2] }, step: '15m', from: '2026-11-27T10:00:00Z' });
const fails = (status, more) => () => {
  throw Object.assign(new Problem('no'), { status, ...more });
};

test('a server that has no curves is asked no more', async () => {
  answer = fails(404);
  trends.seen = ['A1'];
  await world.pass(60_000);
  trends.seen = ['A1', 'A2'];
  await world.pass(60_000);
  assert.equal(asked, 1);
});

test('a client that has asked too much asks again when it may', async () => {
  answer = fails(429, { retryAfterMillis: 40_000 });
  trends.seen = ['A1'];
  await world.pass(35_000);
  assert.equal(asked, 1);
  answer = curves;
  await world.pass(10_000);
  assert.deepEqual(trends.of('A1'), [1, 2]);
});

test('a server that had curves has them again', async () => {
  answer = curves;
  trends.seen = ['A1'];
  await world.pass(1_000);
  answer = fails(404);
  trends.renew();
  await world.pass(10_000);
  answer = curves;
  await world.pass(20_000);
  assert.deepEqual(trends.of('A1'), [1, 2]);
});

const STEP = 900_000;
const curvesUntil = (millis) => ({ ...curves(), from: new Date(millis - 2 * STEP).toISOString() });

for (const [what, steps] of [
  ['of a shop that has been quiet for long', -5],
  ['that are far behind the clock of the page', -5_000],
  ['that are far ahead of the clock of the page', 5_000],
]) {
  test(`curves ${what} are asked for once a step`, async () => {
    const until = Date.now() + steps * STEP;
    answer = () => curvesUntil(until);
    trends.seen = ['A1'];
    await world.pass(600_000);
    assert.equal(asked, 1);
    await world.pass(STEP - 600_000 + 16_000);
    assert.equal(asked, 2);
  });
}

test('a server whose clock is a little behind is asked for the next step soon, and ever less often', async () => {
  const ended = Date.now();
  const ends = () => (Date.now() < ended + 60_000 ? ended : ended + STEP);
  answer = () => curvesUntil(ends());
  trends.seen = ['A1'];
  await world.pass(2 * 60_000 + 16_000);
  assert.ok(asked > 1 && asked < 12, `asked ${asked} times`);
  const before = asked;
  await world.pass(600_000);
  assert.equal(asked, before);
});
