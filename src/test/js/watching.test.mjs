import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, listen, snapshot, snapshotOf, update } from './fakes.mjs';

const SERVER = 'https://totals.shop.example';
let world;
let orders;
let told;

beforeEach(() => {
  world = new World();
});

afterEach(() => {
  orders.close();
  world.end();
});

async function watch(options) {
  orders = new LiveOrders(SERVER, options);
  told = listen(orders);
  await world.pass();
}

const seen = (type) => told.of(type).map(({ id, total, previous }) => [id, total, previous]);

test('products of any category are watched by their ids, sorted, each once', async () => {
  await watch({ ids: ['B7', 'A1', 'B7'] });
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders?id=A1&id=B7');
  world.socket.accept(snapshotOf(['A1', 'B7'], 42, { A1: 3, B7: 7 }), { ...update(43, { B7: 8 }), category: undefined });
  assert.deepEqual([...orders.totals], [['A1', 3], ['B7', 8]]);
  assert.equal(orders.category, undefined);
  world.socket.end();
  await world.pass(1_000);
  assert.equal(world.socket.url, `wss://totals.shop.example/orders?id=A1&id=B7&epoch=${EPOCH}&since=43`);
});

test('an id is asked for as it is, whatever it is made of, in the normalization form that the server keeps', async () => {
  await watch({ ids: ['a,b', 'SKU/1 +&', 'cafe\u0301'] });
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders?id=SKU%2F1+%2B%26&id=a%2Cb&id=caf%C3%A9');
  world.socket.accept(snapshotOf(['SKU/1 +&', 'a,b', 'caf\u00e9'], 42, { 'a,b': 3, 'caf\u00e9': 5 }));
  assert.deepEqual(orders.unknown, ['SKU/1 +&']);
  orders.watch({ ids: ['a', 'b'] });
  assert.deepEqual(world.socket.sent.at(-1), { ids: ['a', 'b'] });
  assert.equal(orders.totals.size, 0);
});

test('a socket turns from a category to products and back, and gen counts both commands', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.watch({ ids: ['B7', 'A1'] });
  assert.deepEqual([world.socket.commands.at(-1), world.socket.sent.at(-1)], ['watch', { ids: ['A1', 'B7'] }]);
  orders.category = 'electronics';
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics', epoch: EPOCH, since: 42 });
  world.socket.say(snapshotOf(['A1', 'B7'], 43, { A1: 9, B7: 9 }, { gen: 1 }));
  assert.equal(orders.totals.get('A1'), 3);
  world.socket.say(snapshot(44, { A1: 5 }, { gen: 2, full: false }));
  assert.deepEqual([...orders.totals], [['A1', 5]]);
  assert.equal(world.sockets.length, 1);
});

test('all products are watched where that is asked for, and nothing where nothing is', async () => {
  await watch({ all: true });
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders');
  world.socket.accept({ ...snapshot(42, { A1: 3 }), category: undefined, all: true });
  assert.equal(orders.totals.get('A1'), 3);
  orders.watch({ ids: [] });
  assert.equal(told.state, 'paused');
});

test('a socket does not turn to all: there is another for that', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3 }));
  orders.watch({ all: true });
  await world.pass();
  assert.deepEqual(world.sockets.map(({ closed, sent }) => [closed, sent.length]), [[true, 0], [false, 0]]);
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders');
  orders.category = 'electronics';
  await world.pass();
  world.socket.accept();
  assert.deepEqual(world.socket.sent, [{ category: 'electronics', epoch: EPOCH, since: 42 }]);
});

test('after a switch back listeners are told all that is known, before the server says anything', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  orders.category = 'toys';
  world.socket.say(snapshot(42, { T1: 1 }, { category: 'toys', gen: 1 }));
  const before = { totals: seen('total').length, snapshots: told.of('snapshot').length };
  orders.category = 'electronics';
  assert.deepEqual(seen('total').slice(before.totals), [['A1', 3, undefined], ['A2', 7, undefined]]);
  const [{ category, full, orders: list }] = told.of('snapshot').slice(before.snapshots);
  assert.deepEqual([category, full, list], ['electronics', true, [{ id: 'A1', total: 3 }, { id: 'A2', total: 7 }]]);
});

test('a listener that turns to something else is told no more of what was left', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  const heard = [];
  orders.addEventListener('total', ({ detail: { id } }) => heard.push(id));
  orders.addEventListener('total', () => (orders.category = 'toys'), { once: true });
  world.socket.say(update(43, { A1: 4, A2: 8 }));
  assert.deepEqual(heard, ['A1']);
});

test('what does not exist is told, and is known as soon as it does', async () => {
  await watch({ category: 'electronics', ids: ['A1', 'ZZ9'] });
  assert.deepEqual(orders.unknown, []);
  world.socket.accept(snapshot(42, { A1: 3 }));
  assert.deepEqual(orders.unknown, ['ZZ9']);
  world.socket.say(update(43, { ZZ9: 0 }));
  assert.deepEqual(orders.unknown, []);
});

test('so is a category', async () => {
  await watch({ category: 'electronix' });
  world.socket.accept({ ...snapshot(42, {}, { category: 'electronix' }), unknown: true });
  assert.deepEqual(orders.unknown, ['electronix']);
  assert.equal(told.of('snapshot').length, 1);
  world.socket.say(snapshot(43, { A1: 3 }, { category: 'electronix' }));
  assert.deepEqual(orders.unknown, []);
});

test('windows are told with totals, when one of them moves alone as well, and survive reconnects and switches', async () => {
  await watch({ category: 'electronics', windows: ['1h', '24h'] });
  assert.equal(world.socket.url, 'wss://totals.shop.example/orders/electronics?windows=1h%2C24h');
  const sold = (seq, list, more = {}) => ({ ...update(seq, {}), ...more, orders: list.map(([id, total, hour, day]) => ({ id, total, windows: { '1h': hour, '24h': day } })) });
  world.socket.accept(sold(42, [['A1', 9, 2, 3], ['A2', 7, 0, 0]], snapshot(42, {})));
  world.socket.say(sold(43, [['A1', 9, 1, 3], ['A2', 7, 0, 0]]));
  const windows = () => told.of('total').map(({ id, total, previous, windows }) => [id, total, previous, windows?.['1h'], windows?.['24h']]);
  assert.deepEqual(windows(), [['A1', 9, undefined, 2, 3], ['A2', 7, undefined, 0, 0], ['A1', 9, 9, 1, 3]]);
  world.socket.end();
  await world.pass(1_000);
  assert.equal(world.socket.url, `wss://totals.shop.example/orders/electronics?windows=1h%2C24h&epoch=${EPOCH}&since=43`);
  world.socket.accept(sold(44, [['A1', 9, 0, 3]], { ...snapshot(44, {}), full: false }));
  orders.watch({ category: 'electronics' });
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics' });
  world.socket.say(snapshot(45, { A1: 9, A2: 7 }, { gen: 1 }));
  orders.watch({ category: 'electronics', windows: ['1h', '24h'] });
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics', windows: ['1h', '24h'], epoch: EPOCH, since: 44 });
  assert.deepEqual(windows().slice(3), [
    ['A1', 9, 9, 0, 3],
    ['A1', 9, undefined, undefined, undefined],
    ['A2', 7, undefined, undefined, undefined],
    ['A1', 9, undefined, 0, 3],
    ['A2', 7, undefined, 0, 0],
  ]);
});

test('changes of the catalogue are told, and move no position', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3 }), { type: 'details', seq: 50 }, update(43, { A1: 4 }));
  assert.deepEqual(told.of('details'), [{ type: 'details', seq: 50 }]);
  assert.equal(orders.totals.get('A1'), 4);
});

test('a server that does not know of products without a category rejects them', async () => {
  world.answer = async () => ({ ok: false, status: 405, headers: new Headers({ 'Content-Type': 'application/problem+json' }) });
  await watch({ ids: ['A1'] });
  for (let i = 0; i < 3; i++) {
    world.socket.end();
    await world.pass(2_500);
  }
  assert.equal(told.state, 'refused');
});
