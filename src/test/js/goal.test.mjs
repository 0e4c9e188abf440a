import assert from 'node:assert/strict';
import test from 'node:test';
import { readGoal } from '../../../webroot/goal.js';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-27T10:00:00Z');

test('a target without an end has a bar, and the moment when it is reached', () => {
  const goal = readGoal({ target: 1_000 }, { total: 400, perHour: 200, now });
  assert.equal(goal.part, 0.4);
  assert.equal(goal.reachedAt, now + 3 * HOUR);
  assert.equal(goal.leftMillis, undefined);
  assert.equal(goal.forecast, undefined);
  assert.equal(goal.isReached, false);
});

test('with an end before that there is a forecast and no such moment', () => {
  const goal = readGoal({ target: '1000', endsAt: '2026-11-27T11:30:00Z' }, { total: 400, perHour: 200, now });
  assert.equal(goal.reachedAt, undefined);
  assert.equal(goal.forecast, 700);
  assert.equal(goal.leftMillis, 1.5 * HOUR);
});

test('nothing is forecast without a rate, after the end, or of a target that is reached', () => {
  assert.equal(readGoal({ target: 10, endsAt: '2026-11-27T11:00:00Z' }, { total: 4, perHour: 0, now }).forecast, undefined);
  const over = readGoal({ target: 10, endsAt: '2026-11-27T09:00:00Z' }, { total: 4, perHour: 100, now });
  assert.deepEqual([over.leftMillis, over.forecast], [0, undefined]);
  const reached = readGoal({ target: 10 }, { total: 14, perHour: 100, now });
  assert.deepEqual([reached.isReached, reached.part, reached.reachedAt], [true, 1, undefined]);
});

test('fields that are no target and no time are none', () => {
  assert.equal(readGoal({}, { total: 4, now }), undefined);
  assert.equal(readGoal({ target: 'soon', endsAt: 'never' }, { total: 4, now }), undefined);
  assert.equal(readGoal({ target: -5 }, { total: 4, now }), undefined);
});
