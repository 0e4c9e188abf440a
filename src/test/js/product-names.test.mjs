import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import { Problem } from '../../../webroot/problem.js';
import { ProductNames } from '../../../webroot/product-names.js';

let reachable;
let api;
let reads;
let name;

beforeEach(() => {
  globalThis.document = new EventTarget();
  globalThis.addEventListener = () => {};
  reachable = true;
  reads = 0;
  name = 'Zester';
  const answer = async (value) => {
    reads++;
    if (!reachable) throw Object.assign(new Error('away'), { retryable: true, retryAfterMillis: 3_000 });
    return value;
  };
  api = { categories: () => answer([{ category: 'kitchen' }]), products: () => answer([{ id: 'K2', name }]) };
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
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

async function pass(seconds) {
  for (let i = 0; i < seconds; i++) {
    mock.timers.tick(1_000);
    await turn();
  }
}

test('names that have changed are read again, once for all that was said, within ten seconds', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const names = new ProductNames(api);
  let changes = 0;
  names.addEventListener('change', () => changes++);
  await names.read();
  await pass(20);
  name = 'Lemon zester';
  for (let i = 0; i < 3; i++) names.renew();
  await turn();
  assert.deepEqual([names.of('K2').name, changes], ['Zester', 1]);
  await pass(11);
  assert.deepEqual([names.of('K2').name, changes], ['Lemon zester', 2]);
});

test('names are read every twenty seconds at most, whatever is said, and the last change is not missed', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const names = new ProductNames(api);
  await names.read();
  reads = 0;
  for (let second = 0; second < 120; second++) {
    for (let feed = 0; feed < 2; feed++) names.renew();
    await pass(1);
  }
  assert.ok(reads >= 2 * 4 && reads <= 2 * 6, `${reads}`);
  name = 'Lemon zester';
  names.renew();
  await pass(30);
  assert.equal(names.of('K2').name, 'Lemon zester');
});

test('walls that read names together do not read them together again', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  let turns = 0;
  mock.method(Math, 'random', () => (turns++ % 40) / 40); // as evenly as chance would have it
  const walls = Array.from({ length: 40 }, () => new ProductNames(api));
  await Promise.all(walls.map((names) => names.read()));
  let atOnce = 0;
  for (let second = 0; second < 30; second++) {
    walls.forEach((names) => names.renew());
    reads = 0;
    await pass(1);
    atOnce = Math.max(atOnce, reads / 2);
  }
  assert.ok(atOnce < 20, `${atOnce}`);
});

test('a change is not missed while names are being read, nor put off by an unknown product', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const names = new ProductNames(api);
  let finish;
  const { products } = api;
  api.products = () => new Promise((done) => (finish = () => done([{ id: 'K2', name: 'Zester' }])));
  names.read();
  await turn();
  names.renew();
  await pass(30);
  api.products = products;
  name = 'Lemon zester';
  finish();
  await turn();
  await turn();
  assert.equal(names.of('K2').name, 'Lemon zester');
  await pass(20);
  names.of('K3');
  name = 'Peeler';
  names.renew();
  await pass(11);
  assert.equal(names.of('K2').name, 'Peeler');
});

test('a category that the server cannot tell takes away no names, of others or its own', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const { products } = api;
  api.categories = async () => [{ category: 'broken' }, { category: 'kitchen' }];
  api.products = async (category) => {
    if (category === 'broken') throw await Problem.of(new Response('', { status: 500 }));
    return products(category);
  };
  const names = new ProductNames(api);
  names.read();
  await pass(2);
  assert.equal(names.of('K2')?.name, 'Zester');
  api.categories = async () => [{ category: 'kitchen' }];
  api.products = async () => {
    throw await Problem.of(new Response('', { status: 500 }));
  };
  await names.read();
  assert.equal(names.of('K2')?.name, 'Zester');
});

test('names that are refused are asked for twice a minute at most', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  let asked = 0;
  api.categories = async () => {
    asked++;
    throw await Problem.of(new Response('', { status: 500 }));
  };
  const names = new ProductNames(api);
  for (let second = 0; second < 120; second++) {
    names.of('K2');
    await pass(1);
  }
  assert.ok(asked >= 3 && asked <= 5, `${asked}`);
});

test('an unknown product has names read twice a minute at most', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  const names = new ProductNames(api);
  await names.read();
  reads = 0;
  for (let second = 0; second < 120; second++) {
    names.of('K3');
    await pass(1);
  }
  assert.ok(reads >= 2 * 3 && reads <= 2 * 4, `${reads}`);
});
