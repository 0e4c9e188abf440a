import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, listen, snapshot, update } from './fakes.mjs';

let world;
let orders;
let told;

beforeEach(async () => {
  world = new World();
  orders = new LiveOrders('https://totals.shop.example', { category: 'electronics' });
  told = listen(orders);
  await world.pass();
});

afterEach(() => {
  orders.close();
  world.end();
});

/** As many as there are at once. */
async function take(iterator, count) {
  const taken = [];
  while (taken.length < count) taken.push((await iterator.next()).value);
  return taken.map(({ id, total, previous }) => [id, total, previous]);
}

test('says that it is offline at once, and that it is not as soon as the server answers', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.navigator.onLine = false;
  await world.tell('offline');
  assert.equal(told.state, 'offline');
  assert.deepEqual(world.socket.sent, [{ category: 'electronics', epoch: EPOCH, since: 1 }]);
  world.socket.say(update(2, { A1: 2 }));
  assert.equal(told.state, 'offline');
  world.socket.say(snapshot(2, { A1: 2 }, { gen: 1, full: false }));
  assert.equal(told.state, 'live');
  assert.equal(orders.totals.get('A1'), 2);
  assert.equal(world.sockets.length, 1);
});

test('an offline network that does not answer is lost, and found again with it', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.navigator.onLine = false;
  await world.tell('offline');
  await world.pass(5_500);
  assert.ok(world.sockets[0].closed);
  world.navigator.onLine = true;
  await world.tell('online');
  world.socket.accept(snapshot(2, { A1: 2 }, { full: false }));
  assert.equal(told.state, 'live');
});

test('tries now when the visitor asks for it', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.socket.end(1001, 'retry-after-ms=300000');
  orders.retry();
  await world.pass();
  assert.equal(world.sockets.length, 2);
  world.socket.end(1008);
  assert.equal(told.state, 'refused');
  orders.retry();
  await world.pass();
  world.socket.accept(snapshot(1, {}, { full: false }));
  assert.equal(told.state, 'live');
  orders.retry();
  assert.equal(world.socket.sent.length, 1);
  assert.equal(world.sockets.length, 3);
});

test('counts its attempts', async () => {
  world.socket.fail();
  await world.pass(1_000);
  world.socket.fail();
  assert.equal(orders.status.attempts, 2);
  await world.pass(2_000);
  world.socket.accept(snapshot(1, { A1: 1 }));
  assert.equal(orders.status.attempts, 0);
});

test('ends with its signal', async () => {
  const ending = new AbortController();
  const other = new LiveOrders('https://totals.shop.example', { category: 'toys', signal: ending.signal });
  await world.pass();
  const { socket } = world;
  ending.abort();
  assert.ok(socket.closed);
  assert.equal(other.status.state, 'closed');
  const late = new LiveOrders('https://totals.shop.example', { category: 'toys', signal: ending.signal });
  assert.equal(late.status.state, 'closed');
});

test('is disposed of, once', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  orders[Symbol.dispose]();
  orders.close();
  assert.ok(world.socket.closed);
  assert.equal(told.of('status').filter(({ state }) => state === 'closed').length, 1);
});

test('a closed one does not come back, whatever happens', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  orders.close();
  await world.show('hidden');
  orders.retry();
  await world.tell('pageshow');
  await world.pass(400_000);
  assert.equal(world.sockets.length, 1);
  assert.equal(told.state, 'closed');
});

test('a loop over it begins with all that is known and gets the newest of what it missed', async () => {
  world.socket.accept(snapshot(1, { A1: 1, A2: 7 }));
  const changes = orders[Symbol.asyncIterator]();
  assert.deepEqual(await take(changes, 2), [['A1', 1, undefined], ['A2', 7, undefined]]);
  const next = take(changes, 1);
  world.socket.say(update(2, { A1: 2 }));
  assert.deepEqual(await next, [['A1', 2, 1]]);
  for (let seq = 3; seq < 100; seq++) world.socket.say(update(seq, { A1: seq }));
  assert.deepEqual(await take(changes, 1), [['A1', 99, 2]]);
});

test('a loop is told nothing of a category that was left, and ends when it is closed', async () => {
  world.socket.accept(snapshot(1, { A1: 1, A2: 7 }));
  const changes = orders[Symbol.asyncIterator]();
  await take(changes, 1);
  orders.category = 'toys';
  world.socket.say(snapshot(1, { T1: 5 }, { category: 'toys', gen: 1 }));
  assert.deepEqual(await take(changes, 1), [['T1', 5, undefined]]);
  const end = changes.next();
  orders.close();
  assert.deepEqual(await end, { value: undefined, done: true });
});

test('a loop that is left leaves nothing behind', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  for await (const { id } of orders) {
    assert.equal(id, 'A1');
    break;
  }
  world.socket.say(update(2, { A1: 2 }));
  assert.equal(orders.totals.get('A1'), 2);
});
