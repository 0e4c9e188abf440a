import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, listen, snapshot, snapshotOf, update } from './fakes.mjs';

let world;
let orders;
let told;

beforeEach(async () => {
  world = new World();
  orders = new LiveOrders('https://totals.shop.example', { category: 'electronics', token: async () => 't' });
  told = listen(orders);
  await world.pass();
});

afterEach(() => {
  orders.close();
  world.end();
});

const totals = () => [...orders.totals];

test('a snapshot of what was watched before is none of the newest switch, however an older server counts it', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.category = 'toys';
  orders.category = 'garden';
  world.socket.say({ ...snapshot(43, {}, { category: 'toys', gen: 2 }), unknown: true });
  world.socket.say(snapshot(44, { T1: 0 }, { category: 'toys', gen: 2 }));
  world.socket.say(update(45, { T1: 1 }));
  assert.deepEqual([totals(), orders.unknown, told.of('snapshot').length], [[], [], 1]);
  world.socket.say(snapshot(45, { G1: 5 }, { category: 'garden', gen: 2 }));
  assert.deepEqual(totals(), [['G1', 5]]);
});

test('nor is it the base of what changed since', async () => {
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  orders.category = 'toys';
  orders.category = 'electronics';
  world.socket.say(snapshot(44, { T1: 0 }, { category: 'toys', gen: 2 }));
  assert.deepEqual(totals(), [['A1', 3], ['A2', 7]]);
  world.socket.say(snapshot(44, { A1: 4 }, { gen: 2, full: false }));
  assert.deepEqual(totals(), [['A1', 4], ['A2', 7]]);
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics', epoch: EPOCH, since: 42 });
});

test('so it is with products, of a category or of any', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.watch({ ids: ['A10', 'A2', 'B1'] });
  for (const late of [snapshot(43, { A1: 4 }, { gen: 1 }), snapshotOf(['B1', 'B2'], 43, { B1: 4 }, { gen: 1 })]) {
    world.socket.say(late);
    assert.deepEqual(totals(), []);
  }
  world.socket.say(snapshotOf(['A2', 'A10', 'B1'], 43, { A2: 1, A10: 2, B1: 3 }, { gen: 1 }));
  assert.deepEqual(totals(), [['A2', 1], ['A10', 2], ['B1', 3]]);
  orders.category = 'toys';
  world.socket.say(snapshotOf(['A2', 'A10', 'B1'], 43, { A2: 1 }, { gen: 2 }));
  assert.deepEqual(totals(), []);
});

test('a category is the same in any case and normalization form', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.category = 'Cafe\u0301';
  world.socket.say(snapshot(43, { C1: 4 }, { category: 'caf\u00e9', gen: 1 }));
  assert.deepEqual(totals(), [['C1', 4]]);
});

test('while it waits for a switch it hears what is said to the socket, whatever is watched', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.category = 'toys';
  world.socket.say({ type: 'token', expiresInMillis: 60_000 });
  world.socket.say({ type: 'details', seq: 43 });
  assert.deepEqual(told.of('details').map(({ seq }) => seq), [43]);
  await world.pass(48_500);
  assert.deepEqual(world.socket.commands, ['update-category', 'token']);
});
