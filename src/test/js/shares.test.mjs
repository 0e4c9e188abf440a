import assert from 'node:assert/strict';
import test from 'node:test';
import { Shares } from '../../../webroot/shares.js';

const entry = (total, count) => ({ total, count });

test('shares are of the window, or of the totals where there is none', () => {
  const entries = [entry(50, 3), entry(90, undefined), entry(undefined, 7), entry(50, 3)];
  assert.equal(new Shares(entries).of(entries[2]), 7 / 13);
  assert.equal(new Shares(entries).of(entries[1]), 0);
  const totals = [entry(100), entry(90)];
  assert.equal(new Shares(totals).of(totals[1]), 90 / 190);
  assert.equal(new Shares([]).of(entry(1, 1)), undefined);
  assert.equal(new Shares([entry(0, 0)]).of(entry(0, 0)), undefined);
  assert.equal(new Shares([entry(5, -4), entry(5, 4)]).of(entry(5, -4)), 0);
});

test('an order changes the shares of all, also where a window had nothing and where more is cancelled than ordered', () => {
  const entries = [entry(50, 3), entry(90, undefined), entry(20, 1)];
  const shares = new Shares(entries);
  assert.equal(shares.of(entries[0]), 3 / 4);
  shares.change(entries[1], { total: 96, count: 6 });
  assert.deepEqual(entries[1], { total: 96, count: 6 });
  assert.deepEqual(entries.map((each) => shares.of(each)), [0.3, 0.6, 0.1]);
  shares.change(entries[2], { total: 16, count: -3 });
  assert.deepEqual(entries.map((each) => shares.of(each)), [3 / 9, 6 / 9, 0]);
  shares.change(entries[2], { total: 20, count: 1 });
  assert.equal(shares.of(entries[2]), 0.1);
});

test('the first window that is known takes the place of the totals', () => {
  const entries = [entry(100), entry(300)];
  const shares = new Shares(entries);
  assert.equal(shares.of(entries[0]), 0.25);
  shares.change(entries[0], { total: 100, count: 3 });
  shares.change(entries[1], { total: 300, count: 1 });
  assert.equal(shares.of(entries[0]), 0.75);
});
