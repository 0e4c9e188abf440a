import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { OrdersApi } from '../../../webroot/orders-api.js';
import { PendingOrders } from '../../../webroot/pending-orders.js';
import { World } from './fakes.mjs';

const LOST = undefined; // an order whose answer did not arrive

let world;
let pending;
let counted; // the keys of orders, each once
let answers; // statuses, one for each request; afterwards all are 200
let told;

beforeEach(() => {
  world = new World();
  world.document.addEventListener = () => {};
  counted = new Set();
  answers = [];
  told = [];
  world.answer = async (url, { headers }) => answer(headers['Idempotency-Key'], answers.length ? answers.shift() : 200);
  const api = new OrdersApi('https://totals.shop.example/');
  pending = new PendingOrders((id, key) => api.orderOne(id, key));
  for (const type of ['ordered', 'failed']) pending.addEventListener(type, () => told.push(type));
});

afterEach(() => world.end());

/** What is no refusal may come from a proxy, behind which the order was counted. */
function answer(key, status) {
  if (status === LOST || status < 400 || status >= 500) counted.add(key);
  if (status === LOST) throw new TypeError('no network');
  return new Response(JSON.stringify({ total: counted.size }), { status });
}

test('an order that may have been counted keeps its key when it is refused at last', async () => {
  answers = [LOST, 401];
  pending.place('A1');
  await world.pass(1_000);
  assert.deepEqual([told, pending.state('A1').name], [['failed'], 'failed']);
  pending.place('A1');
  await world.pass();
  assert.deepEqual([told, counted.size], [['failed', 'ordered'], 1]);
  pending.place('A1');
  pending.place('A2');
  await world.pass();
  assert.equal(counted.size, 3);
});

for (const status of [408, 429, 500, 502, 503, 504, 520, 524, 527]) {
  test(`${status} is no answer: the order is sent again under its key, and says so`, async () => {
    answers = [status, status];
    pending.place('A1');
    await world.pass();
    const { name, problem } = pending.state('A1');
    assert.equal(name, 'waiting');
    assert.match(problem, /keeps sending this order, under the same key/);
    await world.pass(1_500);
    assert.deepEqual([told, counted.size, world.requests.length], [['ordered'], 1, 3]);
  });
}

test('a server that fails for long is asked at most every 30 seconds', async () => {
  answers = Array(500).fill(500);
  pending.place('A1');
  await world.pass(600_000);
  assert.ok(world.requests.length > 10 && world.requests.length < 200, `${world.requests.length} requests`);
  const before = world.requests.length;
  await world.pass(31_000);
  assert.ok(world.requests.length > before);
  pending.retry();
  answers = [];
  await world.pass(31_000);
  assert.deepEqual([told, counted.size], [['ordered'], 1]);
});

test('what is refused, or is not understood, is not sent again by itself', async () => {
  for (const status of [400, 401, 403, 404, 409, 410, 422, 501]) {
    answers = [status];
    pending.place('A1');
    await world.pass();
    assert.equal(pending.state('A1').name, 'failed', `${status}`);
  }
  await world.pass(60_000);
  assert.equal(world.requests.length, 8);
});
