import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, listen, snapshot, update } from './fakes.mjs';

let world;
let tabs;

beforeEach(() => {
  world = new World();
  mock.method(Math, 'random', () => 0.5);
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
  world.socket.accept(snapshot(42, { T1: 1 }, { category: 'toys' }));
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

test('who leads alone goes on leading', async () => {
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  await world.pass(20_000);
  assert.equal(world.socket.sent.length, 0);
});

test('a tab that joins learns the age of what it is told', async () => {
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }), { type: 'heartbeat', seq: 42, staleMillis: 2_000 });
  await world.pass(7_000);
  const { tab } = await openTab();
  assert.equal(tab.status.ageMillis, 9_000);
});

test('a tab that joins before there is anything to know has no age', async () => {
  await openTab();
  const { tab } = await openTab();
  assert.equal(tab.status.ageMillis, undefined);
  world.socket.accept(snapshot(42, { A1: 3 }));
  await world.pass();
  assert.deepEqual([...tab.totals], [['A1', 3]]);
});

test('a leader that is asked doubts a connection that was quiet for long', async () => {
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  await world.pass(10_000);
  await openTab();
  assert.equal(world.socket.sent.length, 0);
  await world.pass(31_000);
  await openTab();
  assert.deepEqual(world.socket.sent, [{ category: 'electronics', epoch: EPOCH, since: 42 }]);
});

test('a leader that waits goes on waiting while others only wonder, but not when the visitor looks at one of them', async () => {
  const name = 'live-orders https://totals.shop.example /orders/electronics';
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  world.socket.end(1001, 'retry-after-ms=300000');
  await openTab();
  await world.pass(100_000);
  assert.equal(world.sockets.length, 1);
  const other = world.channel(name);
  other.postMessage({ hello: 'visibilitychange' });
  await world.pass();
  assert.equal(world.sockets.length, 2);
  other.close();
});

test('who robs tells the others, so that they do not', async () => {
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  world.freezeFirstTab();
  await openTab();
  await world.pass(3_000);
  await openTab();
  await world.pass(4_000);
  assert.equal(world.sockets.length, 2);
  world.socket.accept(snapshot(42, { A1: 3 }));
  await world.pass(4_000);
  assert.equal(world.sockets.length, 2);
});

test('one that was robbed learns what it did not hear while it thought that it led, and leads again in its turn', async () => {
  const first = await openTab();
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  const second = await openTab();
  world.freezeFirstTab();
  await world.show('visible');
  world.robLate(2_000);
  await world.pass(5_000);
  world.freezeFirstTab();
  world.socket.accept(snapshot(42, {}, { full: false }), update(43, { A2: 8 }));
  await world.pass(2_500);
  world.socket.say(update(44, { A1: 4 }));
  await world.pass();
  assert.deepEqual(totals(first), [['A1', 4], ['A2', 8]]);
  assert.ok(world.sockets[0].closed);
  second.tab.close();
  await world.pass();
  assert.equal(world.sockets.length, 3);
  assert.match(world.socket.url, /since=44$/);
});

test('what a leader adds makes sense only to one who was told all', async () => {
  const name = 'live-orders https://totals.shop.example /orders/electronics';
  const leader = await world.leadBy(name);
  const { tab } = await openTab();
  const say = async (word) => {
    leader.postMessage({ key: '/orders/electronics', heardAt: Date.now(), ...word });
    await world.pass();
  };
  await say({ message: { epoch: EPOCH, ...update(43, { A1: 4 }) } });
  assert.equal(tab.totals.size, 0);
  await say({ known: true, message: snapshot(43, { A1: 4, A2: 7 }) });
  await say({ message: { epoch: EPOCH, ...update(44, { A1: 5 }) } });
  assert.deepEqual([...tab.totals], [['A1', 5], ['A2', 7]]);
  await world.show('visible');
  await say({ message: { epoch: EPOCH, ...update(46, { A1: 6 }) } });
  assert.equal(tab.totals.get('A1'), 5);
  leader.close();
});

test('where locks are denied every tab leads', async () => {
  world.navigator.locks.request = async () => Promise.reject(new DOMException('not here', 'SecurityError'));
  await openTab();
  await openTab();
  world.sockets.forEach((socket) => socket.accept(snapshot(42, { A1: 3 })));
  await world.pass(20_000);
  assert.deepEqual(world.sockets.map(({ closed }) => closed), [false, false]);
});

test('a tab that left its leader is quiet', async () => {
  await openTab();
  world.socket.accept(snapshot(42, { A1: 3 }));
  const { tab } = await openTab();
  tab.close();
  await world.pass(50_000);
  world.socket.say({ type: 'heartbeat', seq: 42 });
  await world.pass(50_000);
  assert.equal(world.sockets.length, 1);
});

test('a leader that is refused lets others lead, which have tokens of their own', async () => {
  const first = await openTab({ token: 'T1' });
  world.socket.accept(snapshot(42, { A1: 3 }));
  const second = await openTab({ token: 'T2' });
  world.socket.end(1008);
  await world.pass();
  assert.deepEqual(world.sockets.map(({ protocol }) => protocol[1]), ['bearer.T1', 'bearer.T2']);
  world.socket.accept(snapshot(43, { A1: 4 }, { full: false }));
  const third = await openTab({ token: 'T3' });
  assert.deepEqual([first, second, third].map(({ told }) => told.state), ['refused', 'live', 'live']);
  assert.equal(second.told.of('status').some(({ state }) => state === 'refused'), false);
  assert.deepEqual([second, third].map(totals), [[['A1', 4]], [['A1', 4]]]);
  assert.equal(world.sockets.length, 2);
});

test('tabs that are all refused ask once each, and again when the visitor wants it', async () => {
  const [first, second] = [await openTab({ token: 'T1' }), await openTab({ token: 'T2' })];
  for (const { told } of [first, second]) {
    world.socket.end(1008);
    await world.pass();
    assert.equal(told.state, 'refused');
  }
  await world.pass(60_000);
  await world.tell('online');
  assert.equal(world.sockets.length, 2);
  first.tab.retry();
  await world.pass();
  assert.equal(world.socket.protocol[1], 'bearer.T1');
  world.socket.accept(snapshot(42, { A1: 3 }));
  await world.pass();
  assert.deepEqual([totals(first), second.told.state], [[['A1', 3]], 'refused']);
  second.tab.retry();
  await world.pass();
  assert.deepEqual(totals(second), [['A1', 3]]);
  assert.equal(world.sockets.length, 3);
});

test('a refusal of what was watched before is none of what is watched now', async () => {
  const { tab, told } = await openTab();
  world.socket.accept(snapshot(1, { A1: 1 }));
  const before = world.socket;
  tab.watch({ category: 'garden' });
  before.end(1008);
  await world.pass(20_000);
  tab.retry();
  world.socket.accept(snapshot(2, { G1: 5 }, { category: 'garden' }));
  assert.equal(told.state, 'live');
  assert.deepEqual(totals({ tab }), [['G1', 5]]);
});

test('who takes over from another tab with a token that is over for a moment tries again', async () => {
  const first = await openTab({ token: async () => 'good' });
  world.socket.accept(snapshot(1, { A1: 1 }));
  let token = 'old';
  const second = await openTab({ token: async () => token });
  world.blocked = true;
  world.answer = async () => new Response(null, { status: 401 });
  first.tab.close();
  await world.pass(20_000);
  assert.equal(second.told.state, 'reconnecting');
  token = 'good';
  await world.pass(60_000);
  assert.equal(world.requests.at(-1).headers.Authorization, 'Bearer good');
});

test('one that may not share has a connection of its own', async () => {
  await openTab({ share: false });
  await openTab({ share: false });
  assert.equal(world.sockets.length, 2);
});
