import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planWatches } from '../../../webroot/watch-plan.js';

const members = (count, categories) =>
  Array.from({ length: count }, (_, i) => ({ category: `category-${i % categories}`, product: `P${i}` }));

const shape = (plan) => plan.map(({ category, ids }) => [category, ids?.length]);

test('one category is watched as such, its products by name while these are few', () => {
  const two = [{ category: 'toys', product: 'T2' }, { category: 'toys', product: 'T1' }, { category: 'toys', product: 'T2' }];
  assert.deepEqual(planWatches(two, true), [{ category: 'toys', ids: ['T1', 'T2'], members: two }]);
  assert.deepEqual(shape(planWatches(members(50, 1), true)), [['category-0', 50]]);
  assert.deepEqual(shape(planWatches(members(51, 1), true)), [['category-0', undefined]]);
});

test('products of several categories are watched together, up to 200', () => {
  assert.deepEqual(shape(planWatches(members(39, 39), true)), [[undefined, 39]]);
  assert.deepEqual(shape(planWatches(members(200, 2), true)), [[undefined, 200]]);
});

test('more are watched by category or in parts, whichever are fewer connections', () => {
  assert.deepEqual(shape(planWatches(members(201, 2), true)), [['category-0', undefined], ['category-1', undefined]]);
  assert.deepEqual(shape(planWatches(members(450, 39), true)), [[undefined, 200], [undefined, 200], [undefined, 50]]);
});

test('ids so long that they do not fit an address are watched in parts, or by category', () => {
  const long = members(200, 8).map(({ category, product }) => ({ category, product: `${product}-${'ж'.repeat(30)}` }));
  const plan = planWatches(long, true);
  assert.deepEqual(shape(plan), [[undefined, 79], [undefined, 79], [undefined, 42]]);
  for (const { ids } of plan) assert.ok(new URLSearchParams(ids.map((id) => ['id', id])).toString().length < 15_500);
  const one = Array.from({ length: 50 }, (_, i) => ({ category: 'toys', product: `${'ж'.repeat(60)}${i}` }));
  assert.deepEqual(shape(planWatches(one, true)), [['toys', undefined]]);
});

test('every member is served once', () => {
  for (const [count, categories] of [[1, 1], [60, 1], [60, 3], [450, 39], [450, 2]]) {
    const all = members(count, categories);
    const served = planWatches(all, true).flatMap((watch) => watch.members);
    assert.equal(served.length, count);
    assert.deepEqual(new Set(served), new Set(all));
  }
});

test('a server that knows categories only is asked for these', () => {
  assert.deepEqual(shape(planWatches(members(6, 3), false)), [['category-0', 2], ['category-1', 2], ['category-2', 2]]);
});
