import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { World, listen, polled, snapshot, streamFrom } from './fakes.mjs';

let world;
let orders;
let told;

beforeEach(async () => {
  world = new World();
  mock.method(Math, 'random', () => 0.5);
  orders = new LiveOrders('https://totals.shop.example', { category: 'electronics', ids: ['A1', 'A2'] });
  told = listen(orders);
  await world.pass();
});

afterEach(() => {
  orders.close();
  world.end();
});

const never = () => new Promise(() => {});

async function failSockets() {
  for (let i = 0; i < 3; i++) {
    world.socket.end();
    await world.pass(2_500);
  }
}

test('a policy that forbids sockets, of which Chromium says only that, costs less than a second', async () => {
  const events = streamFrom(world);
  world.socket.forbid();
  await world.pass(500);
  events.event(5, snapshot(5, { A1: 3 }));
  await world.pass();
  assert.equal(told.state, 'live');
  assert.equal(orders.status.transport, 'event-stream');
  events.send(': still here\n\n');
  await world.pass(50_000);
  assert.equal(world.sockets.length, 1); // it would be forbidden again
});

test('a socket that fails as usual is tried again', async () => {
  world.socket.fail();
  await world.pass(1_000);
  assert.equal(world.sockets.length, 2);
  assert.deepEqual(world.requests, []);
});

test('a server that answers with pages of its own is none of ours', async () => {
  world.answer = async () => new Response('<!doctype html><title>Shop</title>', { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  await failSockets();
  assert.equal(told.state, 'refused');
});

test('blank lines of such a page are no signs of life', async () => {
  const page = '<!doctype html>\n<head>\n\n<title>Shop</title>\n\n</head>';
  world.answer = async () => new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  await failSockets();
  await world.pass(30_000);
  assert.equal(told.state, 'refused');
  assert.ok(told.of('status').every(({ state }) => state !== 'live'));
});

test('one that was, and is being deployed, is waited for', async () => {
  world.socket.accept(snapshot(5, { A1: 3 }));
  world.answer = async () => new Response('<h1>Back soon</h1>', { status: 404, headers: { 'Content-Type': 'text/html' } });
  world.blocked = true;
  world.socket.end();
  await world.pass(240_000);
  assert.ok(world.requests.length > 0);
  assert.equal(told.state, 'reconnecting');
});

test('polling tells of a category that does not exist, once, and of its totals when it does', async () => {
  const answers = [
    new Response('{}', { status: 404, headers: { 'Content-Type': 'application/problem+json' } }),
    new Response('{}', { status: 404, headers: { 'Content-Type': 'application/problem+json' } }),
    polled(5, 3),
  ];
  orders.category = 'toys';
  world.answer = async (url, { headers: { Accept } }) => (Accept === 'application/json' ? answers.shift() ?? never() : never());
  await failSockets();
  await world.pass(14_000);
  assert.equal(told.of('snapshot').length, 1);
  assert.deepEqual(orders.unknown, ['toys']);
  await world.pass(10_000);
  assert.deepEqual(orders.unknown, []);
  assert.equal(orders.totals.get('A1'), 3);
});
