import assert from 'node:assert/strict';
import test from 'node:test';
import { arrange } from '../../../webroot/arrangement.js';

const entry = (id, name, total, count) => ({ product: { id, name }, total, count });
const entries = [
  entry('A1', 'Éclair', 50, 3),
  entry('A2', 'apple 10', 90, undefined),
  entry('A3', 'Apple 9', undefined, 7),
  entry('SKU/4', 'Zwieback', 50, 3),
];
const ids = (list) => list.map(({ product: { id } }) => id).join(' ');

test('products stand in the order of the catalogue unless another is asked for', () => {
  assert.equal(ids(arrange(entries, {})), 'A1 A2 A3 SKU/4');
  assert.equal(ids(arrange(entries, { sort: 'total' })), 'A2 A1 SKU/4 A3');
  assert.equal(ids(arrange(entries, { sort: 'hot' })), 'A3 A1 SKU/4 A2');
  assert.equal(ids(arrange(entries, { sort: 'name' })), 'A3 A2 A1 SKU/4');
});

test('a search needs all its words, in the name or the id, whatever their case and accents', () => {
  assert.equal(ids(arrange(entries, { find: '  eclair ' })), 'A1');
  assert.equal(ids(arrange(entries, { find: 'APPLE 9' })), 'A3');
  assert.equal(ids(arrange(entries, { find: 'sku/' })), 'SKU/4');
  assert.equal(ids(arrange(entries, { find: 'apple x' })), '');
  assert.equal(ids(arrange(entries, { find: 'a', sort: 'name' })), 'A3 A2 A1 SKU/4');
});

test('names are compared once for a list, and what is found of it keeps their order', () => {
  const list = entries.map(({ product }) => product);
  const listed = entries.map((each) => ({ ...each, list }));
  assert.equal(ids(arrange(listed, { sort: 'name', find: 'a' })), 'A3 A2 A1 SKU/4');
  assert.equal(ids(arrange(listed, { sort: 'name' })), 'A3 A2 A1 SKU/4');
});
