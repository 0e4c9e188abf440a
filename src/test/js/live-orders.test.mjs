import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, listen, snapshot, update } from './fakes.mjs';

let world;
let orders;
let told;

beforeEach(async () => {
  world = new World();
  orders = new LiveOrders('https://totals.shop.example/', { category: 'electronics' });
  told = listen(orders);
  await world.pass();
});

afterEach(() => {
  orders.close();
  world.end();
});

const payload = () => world.socket.sent.at(-1);

test('asks for the category in the subprotocol, and shows what it gets', () => {
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders/electronics');
  assert.equal(world.socket.protocol, 'live-orders.v1');
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }), update(43, { A2: 9 }));
  assert.deepEqual([...orders.totals], [['A1', 3], ['A2', 9]]);
  assert.deepEqual(told.of('total').at(-1), { type: 'total', id: 'A2', total: 9, previous: 7 });
  assert.deepEqual(told.of('snapshot').map(({ full, orders }) => [full, orders.length]), [[true, 2]]);
  assert.equal(told.state, 'live');
  assert.equal(orders.status.transport, 'websocket');
});

test('resumes where it was, and merges what changed', async () => {
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }), { type: 'heartbeat', seq: 57, staleMillis: 0 });
  world.socket.end();
  assert.equal(told.state, 'reconnecting');
  await world.pass(1_000);
  assert.equal(world.socket.url, `wss://totals.shop.example/orders/electronics?epoch=${EPOCH}&since=57`);
  world.socket.accept(snapshot(60, { A2: 8 }, { full: false }));
  assert.deepEqual([...orders.totals], [['A1', 3], ['A2', 8]]);
  assert.equal(told.of('total').length, 3);
});

test('replaces everything when the snapshot is full', async () => {
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  world.socket.say(snapshot(5, { A2: 1 }, { epoch: 'c8c8c8c8c8c8c8c8' }));
  assert.deepEqual([...orders.totals], [['A2', 1]]);
});

test('never goes back within an epoch', () => {
  world.socket.accept(snapshot(42, { A1: 3 }), update(44, { A1: 9 }), update(43, { A1: 8 }), snapshot(40, { A1: 2 }));
  assert.equal(orders.totals.get('A1'), 9);
});

test('leaves alone what it does not understand', () => {
  world.socket.accept(snapshot(42, { A1: 3 }), 'no json', 'null', '7', '{"type":"news"}', update(43, { A1: 'x' }));
  world.socket.say(update(44, { A1: 4 }));
  assert.deepEqual(told.of('total').map(({ total }) => total), [3, 4]);
});

test('what comes before the snapshot of the newest switch belongs to the old category', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.category = 'confectionery';
  await world.pass();
  orders.category = 'toys';
  await world.pass();
  assert.deepEqual(world.socket.sent, [{ category: 'confectionery' }, { category: 'toys' }]);
  world.socket.say(update(43, { A1: 4 }));
  world.socket.say(snapshot(43, { B1: 1 }, { category: 'confectionery', gen: 1 }));
  world.socket.say(update(44, { B1: 2 }));
  assert.deepEqual([...orders.totals], []);
  world.socket.say(snapshot(45, { T1: 5 }, { category: 'toys', gen: 2 }));
  assert.deepEqual([...orders.totals], [['T1', 5]]);
  assert.equal(world.sockets.length, 1);
});

test('a category visited before is resumed, one that was switched to while connecting is asked for', async () => {
  orders.category = 'confectionery';
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  assert.deepEqual(payload(), { category: 'confectionery' });
  assert.equal(orders.totals.size, 0);
  world.socket.say(snapshot(42, { B1: 1 }, { category: 'confectionery', gen: 1 }));
  orders.category = 'electronics';
  await world.pass();
  world.socket.say(snapshot(42, { A1: 3 }, { gen: 2 }));
  orders.category = 'confectionery';
  await world.pass();
  assert.deepEqual(payload(), { category: 'confectionery', epoch: EPOCH, since: 42 });
  assert.deepEqual([...orders.totals], [['B1', 1]]);
});

test('what is still said of the category that was left does not reach one that was visited before', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.category = 'toys';
  world.socket.say(snapshot(43, { T1: 1 }, { category: 'toys', gen: 1 }));
  orders.category = 'electronics';
  world.socket.say(update(44, { T1: 2 }));
  world.socket.say(update(45, { T1: 3 }));
  assert.deepEqual([...orders.totals], [['A1', 3]]);
});

test('a switch while it waits for the server does not cut the wait short', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  world.socket.end(1001, 'retry-after-ms=7000');
  orders.category = 'toys';
  await world.pass(6_500);
  assert.equal(world.sockets.length, 1);
  await world.pass(500);
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders/toys');
});

test('some products of a category are asked for by name', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.watch({ category: 'toys', ids: ['T2', 'T1'] });
  await world.pass();
  assert.deepEqual(world.socket.sent, [{ category: 'toys', ids: ['T1', 'T2'] }]);
});

test('remembers a few views, not all', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  for (let i = 1; i <= 10; i++) {
    orders.category = `category-${i}`;
    world.socket.say(snapshot(42, {}, { category: `category-${i}`, gen: i }));
  }
  orders.category = 'category-10';
  orders.category = 'category-9';
  assert.deepEqual(payload(), { category: 'category-9', epoch: EPOCH, since: 42 });
  orders.category = 'electronics';
  assert.deepEqual(payload(), { category: 'electronics' });
});

test('watches nothing without a category', async () => {
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.category = undefined;
  assert.equal(told.state, 'paused');
  assert.ok(world.socket.closed);
  await world.tell('online');
  assert.equal(world.sockets.length, 1);
});

test('says when it tries, and that it does', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.socket.end(1001, 'retry-after-ms=3000');
  await world.pass(3_000);
  const said = told.of('status').map(({ state, retryInMillis }) => [state, retryInMillis]);
  assert.deepEqual(said, [['live', undefined], ['reconnecting', 3_000], ['reconnecting', undefined]]);
});

test('waits are random below a bound that doubles up to a cap', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  let share = 0.999;
  mock.method(Math, 'random', () => share);
  world.socket.end();
  for (const bound of [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const { retryInMillis } = told.of('status').at(-1);
    assert.ok(retryInMillis > bound * 0.99 && retryInMillis < bound, `${retryInMillis} of ${bound}`);
    await world.pass(bound);
    world.socket.end();
  }
  share = 0.001;
  await world.pass(30_000);
  world.socket.end();
  assert.ok(told.of('status').at(-1).retryInMillis < 31);
});

test('obeys the wait that a server asks for when it shuts down', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.socket.end(1001, 'retry-after-ms=7000');
  assert.equal(told.of('status').at(-1).retryInMillis, 7_000);
  await world.pass(6_500);
  assert.equal(world.sockets.length, 1);
  await world.pass(500);
  assert.equal(world.sockets.length, 2);
});

test('a wait that was told and was in vain is followed by a random one up to twice as long', async () => {
  const wait = () => told.of('status').at(-1).retryInMillis;
  world.socket.accept(snapshot(1, { A1: 1 }));
  mock.method(Math, 'random', () => 0.999);
  world.socket.end(1001, 'retry-after-ms=7000');
  await world.pass(7_000);
  for (const bound of [14_000, 28_000, 30_000]) {
    world.socket.end();
    assert.ok(wait() > bound * 0.99 && wait() < bound, `${wait()} of ${bound}`);
    await world.pass(bound);
  }
  world.socket.accept(snapshot(2, { A1: 2 }));
  await world.pass(10_500);
  world.socket.end();
  assert.ok(wait() < 500);
});

test('a wait of nothing that was told and was in vain is followed by random ones', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.pass(20_000);
  world.blocked = true;
  mock.method(Math, 'random', () => 0.5);
  world.socket.end(1001, 'retry-after-ms=0');
  for (let i = 0; i < 10; i++) await world.pass(1);
  assert.equal(world.sockets.length, 2);
  assert.equal(told.of('status').at(-1).retryInMillis, 250);
});

test('does not come back when it is not allowed', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.socket.end(1008);
  assert.equal(told.state, 'refused');
  await world.pass(120_000);
  world.page.dispatchEvent(new Event('online'));
  await world.pass(1_000);
  assert.equal(world.sockets.length, 1);
});

test('does not ask again what the server does not understand', async () => {
  world.socket.accept({ type: 'error', code: 'bad-command', message: 'too many ids' });
  assert.equal(told.state, 'refused');
  await world.pass(120_000);
  assert.equal(world.sockets.length, 1);
});

test('works where there is no page, as in a worker', async () => {
  orders.close();
  world.leavePage();
  orders = new LiveOrders('https://totals.shop.example', { category: 'electronics' });
  await world.pass();
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.socket.end();
  assert.equal(orders.totals.get('A1'), 1);
  assert.equal(orders.status.state, 'reconnecting');
});

test('notices a network that died without a word', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.pass(50_000);
  world.socket.say({ type: 'heartbeat', seq: 1, staleMillis: 0 });
  await world.pass(59_500);
  assert.equal(world.sockets.length, 1);
  await world.pass(1_000);
  assert.equal(world.sockets.length, 2);
  assert.ok(world.sockets[0].closed);
});

test('comes back at once when the network does', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.navigator.onLine = false;
  world.socket.end(1001, 'retry-after-ms=60000');
  assert.equal(told.state, 'offline');
  world.navigator.onLine = true;
  await world.tell('online');
  assert.equal(world.sockets.length, 2);
});

test('doubts what was quiet when the visitor returns: who lives must answer', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.show('hidden');
  await world.pass(10_000);
  await world.show('visible');
  assert.equal(world.socket.sent.length, 0);
  await world.pass(25_000);
  await world.show('hidden');
  assert.equal(world.socket.sent.length, 0);
  await world.show('visible');
  assert.deepEqual(payload(), { category: 'electronics', epoch: EPOCH, since: 1 });
  await world.pass(5_500);
  assert.equal(world.sockets.length, 2);
});

test('is quiet while hidden for long, and back at once', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.show('hidden');
  for (let i = 0; i < 6; i++) {
    await world.pass(50_000);
    world.socket.say({ type: 'heartbeat', seq: 1 });
  }
  assert.ok(world.socket.closed);
  assert.equal(told.state, 'paused');
  await world.show('visible');
  assert.equal(world.sockets.length, 2);
  assert.match(world.socket.url, /since=1$/);
});

test('is quiet in a tab that was opened behind others and never looked at', async () => {
  orders.close();
  world.document.visibilityState = 'hidden';
  orders = new LiveOrders('https://totals.shop.example', { category: 'toys' });
  world.socket.accept(snapshot(1, { T1: 1 }, { category: 'toys' }));
  for (let i = 0; i < 6; i++) {
    world.socket.say({ type: 'heartbeat', seq: 1 });
    await world.pass(50_000);
  }
  assert.equal(orders.status.state, 'paused');
});

test('lets go of its socket in the cache of the back button, and is back at once', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.tell('pagehide');
  assert.ok(world.socket.closed);
  assert.equal(told.state, 'paused');
  await world.tell('pageshow');
  assert.equal(world.sockets.length, 2);
  assert.match(world.socket.url, /since=1$/);
});

test('knows how old its totals are, by its own clock', async () => {
  assert.equal(orders.status.ageMillis, undefined);
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.pass(4_000);
  assert.equal(orders.status.ageMillis, 4_000);
  world.socket.say({ type: 'heartbeat', seq: 1, staleMillis: 9_000 });
  assert.equal(told.of('status').at(-1).staleMillis, 9_000);
  assert.equal(orders.status.ageMillis, 9_000);
});

test('after close it is silent', async () => {
  world.socket.accept(snapshot(1, { A1: 1 }));
  await world.show('hidden');
  orders.close();
  world.socket.say(update(2, { A1: 2 }));
  world.page.dispatchEvent(new Event('online'));
  orders.category = 'toys';
  await world.pass(400_000);
  assert.equal(told.state, 'closed');
  assert.equal(orders.totals.get('A1'), 1);
  assert.equal(world.sockets.length, 1);
});

test('takes names that every object has for names like any other, and changes no object', () => {
  const items = ['__proto__', 'constructor', 'toString'].map((id, total) => `{"id":"${id}","total":${total},"__proto__":{"polluted":1}}`);
  world.socket.accept(`{"type":"snapshot","category":"electronics","gen":0,"epoch":"${EPOCH}","seq":42,"full":true,"orders":[${items}],"__proto__":{"polluted":1}}`);
  world.socket.say('{"type":"update","category":"electronics","seq":43,"orders":[{"id":"__proto__","total":7}],"constructor":{"prototype":{"polluted":1}}}');
  assert.deepEqual([...orders.totals], [['__proto__', 7], ['constructor', 1], ['toString', 2]]);
  assert.equal({}.polluted, undefined);
});
