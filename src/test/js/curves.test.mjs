import assert from 'node:assert/strict';
import test from 'node:test';
import { curvePath } from '../../../webroot/curve-path.js';
import { readPulse } from '../../../webroot/shop-pulse.js';
import { wholeSteps } from '../../../webroot/whole-steps.js';

test('a curve goes from edge to edge and stands on its foot', () => {
  assert.equal(curvePath([0, 5, 10], { width: 20, height: 10 }), 'M0 10L10 5L20 0');
  assert.equal(curvePath([0, 5, 10], { width: 20, height: 10, closed: true }), 'M0 10L10 5L20 0L20 10L0 10Z');
  assert.equal(curvePath([4], { width: 20, height: 10, top: 8 }), 'M0 5L20 5');
  assert.equal(curvePath([0, 0], { width: 20, height: 10 }), 'M0 10L20 10');
  assert.equal(curvePath([-3, 3], { width: 20, height: 10 }), 'M0 10L20 0');
  assert.equal(curvePath([], { width: 20, height: 10 }), '');
});

test('a curve leaves the room of a step that it does not show', () => {
  assert.equal(curvePath([0, 5], { width: 20, height: 10, top: 10, steps: 3 }), 'M0 10L10 5');
  assert.equal(curvePath([0, 5], { width: 20, height: 10, top: 10, steps: 3, closed: true }), 'M0 10L10 5L10 10L0 10Z');
});

test('a step under way is shown as soon as it is no fall', () => {
  assert.deepEqual(wholeSteps([3, 9, 8]), [3, 9]);
  assert.deepEqual(wholeSteps([3, 9, 9]), [3, 9, 9]);
  assert.deepEqual(wholeSteps([0, 0, 0]), [0, 0, 0]);
  assert.deepEqual(wholeSteps([0]), [0]);
  assert.deepEqual(wholeSteps([]), []);
});

const hour = (orders) => ({ from: '2026-11-27T10:00:00Z', at: '2026-11-27T10:02:15Z', orders });

test('the minute that ends now is the one under way and the rest of the one before', () => {
  const pulse = readPulse({ ...hour([4, 40, 12]), ordersBefore: [1, 2, 3], today: { amount: 120, yesterday: 96 } });
  assert.equal(pulse.perMinute, 42);
  assert.deepEqual(pulse.orders, [4, 40, 42]);
  assert.deepEqual(pulse.before, [1, 2, 3]);
  assert.equal(pulse.peak, 42);
  assert.equal(pulse.change, 0.25);
});

test('a first day has no change, and an old board no more than its minute', () => {
  const pulse = readPulse({ ...hour([4, 40, 12]), at: '2026-11-27T10:09:00Z', today: { amount: 9, yesterday: 0 } });
  assert.equal(pulse.change, undefined);
  assert.equal(pulse.perMinute, 12);
  assert.equal(readPulse({}).perMinute, 0);
});
