import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { World, listen, polled, snapshot, update } from './fakes.mjs';

let world;
let orders;
let told;

beforeEach(() => (world = new World()));

afterEach(() => {
  orders.close();
  world.end();
});

async function watch(options) {
  orders = new LiveOrders('https://totals.shop.example/', options);
  told = listen(orders);
  await world.pass();
}

const retired = (seq, ...ids) => ({ ...update(seq, {}), orders: ids.map((id) => ({ id, gone: true })) });
const gone = () => told.of('gone').map(({ id, previous }) => [id, previous]);

test('a product that is retired is gone, and comes back with its total', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }), retired(43, 'A1'));
  assert.deepEqual([...orders.totals], [['A2', 7]]);
  assert.deepEqual(gone(), [['A1', 3]]);
  world.socket.say(update(44, { A1: 3 }));
  assert.deepEqual(told.of('total').at(-1), { type: 'total', id: 'A1', total: 3, previous: undefined });
  assert.equal(orders.totals.get('A1'), 3);
});

test('one that was retired meanwhile is told of once', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  world.socket.end();
  await world.pass(1_000);
  world.socket.accept({ ...snapshot(60, {}, { full: false }), orders: [{ id: 'A1', gone: true }, { id: 'A9', gone: true }] });
  assert.deepEqual(gone(), [['A1', 3]]);
  world.socket.say(retired(61, 'A1'));
  assert.deepEqual(gone(), [['A1', 3]]);
});

test('a retired id that was asked for by name is unknown', async () => {
  await watch({ category: 'electronics', ids: ['A1', 'A2'] });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  assert.deepEqual(orders.unknown, []);
  world.socket.say(retired(43, 'A1'));
  assert.deepEqual(orders.unknown, ['A1']);
});

test('a category that is retired is unknown, with all its products, until it comes back', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }), { ...snapshot(43, {}), unknown: true });
  assert.deepEqual(orders.unknown, ['electronics']);
  assert.equal(orders.totals.size, 0);
  assert.equal(told.of('snapshot').length, 2);
  world.socket.say(snapshot(44, { A1: 3 }));
  assert.deepEqual(orders.unknown, []);
  assert.deepEqual([...orders.totals], [['A1', 3]]);
});

test('a loop passes over what is gone before it was told', async () => {
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  const loop = orders[Symbol.asyncIterator]();
  assert.equal((await loop.next()).value.id, 'A1');
  world.socket.say(retired(43, 'A2'));
  world.socket.say(update(44, { A3: 1 }));
  assert.equal((await loop.next()).value.id, 'A3');
});

test('a poll that finds no category any more has no totals', async () => {
  world.blocked = true;
  const notFound = { ok: false, status: 404, headers: new Headers({ 'Content-Type': 'application/problem+json' }) };
  const answers = [polled(42, 3), notFound, notFound, polled(50, 3)];
  world.answer = async (url, { headers: { Accept } }) => {
    if (Accept !== 'application/json') throw new TypeError('blocked');
    return answers.length > 1 ? answers.shift() : answers[0];
  };
  await watch({ category: 'electronics' });
  for (let i = 0; i < 60 && !orders.totals.size; i++) await world.pass(1_000);
  for (let i = 0; i < 60 && orders.totals.size; i++) await world.pass(1_000);
  assert.equal(orders.totals.size, 0);
  assert.deepEqual(orders.unknown, ['electronics']);
  await world.pass(9_000);
  assert.deepEqual(orders.unknown, []);
  assert.deepEqual([...orders.totals], [['A1', 3]]);
});
