import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { ProductNames } from '../../../webroot/product-names.js';

let reachable;
let api;

beforeEach(() => {
  globalThis.document = new EventTarget();
  globalThis.addEventListener = () => {};
  reachable = true;
  const answer = async (value) => {
    if (!reachable) throw Object.assign(new Error('away'), { retryable: true, retryAfterMillis: 3_000 });
    return value;
  };
  api = { categories: () => answer([{ category: 'kitchen' }]), products: () => answer([{ id: 'K2', name: 'Zester' }]) };
});

afterEach(() => {
  delete globalThis.document;
  delete globalThis.addEventListener;
});

const turn = () => new Promise((done) => setImmediate(done));

test('names that could not be read are read when the server is found again, not when their wait is over', async () => {
  const names = new ProductNames(api);
  reachable = false;
  assert.equal(names.of('K2'), undefined);
  await turn();
  reachable = true;
  await turn();
  assert.equal(names.of('K2'), undefined, 'it waits');
  names.retry();
  await turn();
  assert.deepEqual(names.of('K2'), { name: 'Zester', category: 'kitchen' });
});
