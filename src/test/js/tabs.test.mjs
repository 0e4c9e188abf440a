import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, listen, snapshot, update } from './fakes.mjs';

let world;
let tabs;

beforeEach(() => {
  world = new World();
  world.share();
  tabs = [];
});

afterEach(() => {
  tabs.forEach((tab) => tab.close());
  world.end();
});

async function openTab(options) {
  const tab = new LiveOrders('https://totals.shop.example', { category: 'electronics', ...options });
  tabs.push(tab);
  const told = listen(tab);
  await world.pass();
  return { tab, told };
}

const totals = ({ tab }) => [...tab.totals];

test('two tabs share one connection', async () => {
  const first = await openTab();
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  const second = await openTab();
  assert.deepEqual(totals(second), [['A1', 3], ['A2', 7]]);
  assert.equal(second.told.state, 'live');
  world.socket.say(update(43, { A1: 4 }));
  await world.pass();
  assert.equal(world.sockets.length, 1);
  assert.deepEqual([totals(first), totals(second)], [[['A1', 4], ['A2', 7]], [['A1', 4], ['A2', 7]]]);
});

test('when the leader leaves, another takes over from its position and nothing flickers', async () => {
  const first = await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }), update(43, { A1: 4 }));
  const second = await openTab();
  const third = await openTab();
  const before = [second, third].map(({ told }) => told.of('status').length);
  first.tab.close();
  await world.pass();
  assert.equal(world.sockets.length, 2);
  assert.match(world.socket.url, new RegExp(`epoch=${EPOCH}&since=43$`));
  world.socket.accept(snapshot(45, { A1: 9 }, { full: false }));
  await world.pass();
  assert.deepEqual([totals(second), totals(third)], [[['A1', 9]], [['A1', 9]]]);
  for (const [i, { told }] of [second, third].entries()) {
    assert.deepEqual(told.of('status').slice(before[i]).filter(({ state }) => state !== 'live'), []);
  }
});

test('tabs of different categories have different connections; who leads both ways switches its socket', async () => {
  const first = await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  await openTab({ category: 'toys' });
  assert.equal(world.sockets.length, 2);
  world.socket.accept(snapshot(42, { T1: 1 }));
  first.tab.category = 'toys';
  await world.pass();
  assert.ok(world.sockets[0].closed);
  assert.deepEqual(totals(first), [['T1', 1]]);
  first.tab.category = 'electronics';
  await world.pass();
  assert.equal(world.sockets.length, 3);
});

test('the others learn that the connection is lost, and when it is back', async () => {
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  const second = await openTab();
  world.socket.end(1001, 'retry-after-ms=2000');
  await world.pass();
  assert.equal(second.told.state, 'reconnecting');
  await world.pass(2_000);
  world.socket.accept(snapshot(44, { A1: 5 }, { full: false }));
  await world.pass();
  assert.equal(second.told.state, 'live');
  assert.deepEqual(totals(second), [['A1', 5]]);
});

test('a leader that does not answer is robbed', async () => {
  const first = await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  const second = await openTab();
  world.freezeFirstTab();
  await world.show('visible');
  await world.pass(4_500);
  assert.equal(world.sockets.length, 1);
  world.freezeFirstTab();
  await world.pass(1_000);
  assert.ok(world.sockets[0].closed);
  assert.equal(world.sockets.length, 2);
  world.socket.accept(snapshot(43, { A1: 8 }, { full: false }));
  await world.pass();
  assert.deepEqual(totals(second), [['A1', 8]]);
  await world.pass(5_000);
  assert.deepEqual(totals(first), [['A1', 8]]);
  assert.equal(world.sockets.length, 2);
});

test('one that may not share has a connection of its own', async () => {
  await openTab();
  await openTab({ share: false });
  assert.equal(world.sockets.length, 2);
});
