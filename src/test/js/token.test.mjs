import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { World, listen, snapshot, update } from './fakes.mjs';

let world;
let orders;
let told;
let brought; // how many tokens were

beforeEach(() => {
  world = new World();
  mock.method(Math, 'random', () => 0.5);
  brought = 0;
});

afterEach(() => {
  orders.close();
  world.end();
});

async function watch(token) {
  orders = new LiveOrders('https://totals.shop.example', { category: 'electronics', token });
  told = listen(orders);
  await world.pass();
}

const bring = async () => `t${++brought}`;
const expiry = (expiresInMillis) => ({ type: 'token', expiresInMillis });
const seen = () => told.of('total').map(({ id, total }) => [id, total]);

test('a token is among the subprotocols of a socket, and never in an address', async () => {
  await watch('s3cret');
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.s3cret']);
  assert.doesNotMatch(world.socket.url, /s3cret/);
});

test('a function is asked before each connection', async () => {
  await watch(bring);
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.t1']);
  world.socket.accept(snapshot(1, { A1: 1 }), expiry(60_000));
  world.socket.end(4401, 'the token has expired');
  assert.equal(told.state, 'reconnecting');
  await world.pass(1_000);
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.t2']);
});

test('a function may also bring a token at once', async () => {
  await watch(() => 'now');
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.now']);
});

test('before it expires another is shown, over the same socket', async () => {
  await watch(bring);
  world.socket.accept(snapshot(1, { A1: 1 }), expiry(60_000));
  assert.equal(told.state, 'live');
  assert.deepEqual(seen(), [['A1', 1]]);
  await world.pass(47_500);
  assert.deepEqual(world.socket.sent, []);
  await world.pass(1_000);
  assert.deepEqual(world.socket.commands, ['token']);
  assert.deepEqual(world.socket.sent, [{ token: 't2' }]);
  world.socket.say(expiry(60_000));
  world.socket.say(update(2, { A1: 2 }));
  assert.deepEqual(seen(), [['A1', 1], ['A1', 2]]);
  await world.pass(48_500);
  assert.deepEqual(world.socket.sent.at(-1), { token: 't3' });
  assert.equal(world.sockets.length, 1);
});

test('one that lasts for years is not renewed at once', async () => {
  await watch(bring);
  world.socket.accept(snapshot(1, { A1: 1 }), expiry(1e11));
  await world.pass(1_000);
  assert.equal(brought, 1);
});

test('while none can be had it goes on, and then tries again as without a network', async () => {
  let works = true;
  await watch(() => (works ? bring() : Promise.reject(new Error('offline'))));
  world.socket.accept(snapshot(1, { A1: 1 }), expiry(10_000));
  works = false;
  await world.pass(8_500);
  assert.equal(told.state, 'live');
  world.socket.end(4401);
  await world.pass(2_000);
  assert.equal(told.state, 'reconnecting');
  assert.equal(world.sockets.length, 1);
  works = true;
  await world.pass(10_000);
  assert.equal(world.sockets.length, 2);
});

test('a view that is left while a token is under way is not connected to', async () => {
  let arrive;
  await watch(() => new Promise((resolve) => (arrive = resolve)));
  const late = arrive;
  orders.category = 'toys';
  await world.pass();
  late('late');
  arrive('new');
  await world.pass();
  assert.deepEqual(world.sockets.map(({ url, protocol }) => [url, protocol[1]]), [
    ['wss://totals.shop.example/orders/toys', 'bearer.new'],
  ]);
});

test('one that is closed while a token is under way does not connect', async () => {
  let arrive;
  await watch(() => new Promise((resolve) => (arrive = resolve)));
  orders.close();
  arrive('late');
  await world.pass(1_000);
  assert.equal(world.sockets.length, 0);
});

test('where sockets are blocked it is in a header', async () => {
  world.blocked = true;
  const asked = [];
  world.answer = (url, { headers }) => {
    asked.push([url.includes('t1'), headers.Authorization]);
    return Promise.resolve(new Response(null, { status: 404, headers: { 'Content-Type': 'application/problem+json' } }));
  };
  await watch(() => 't1');
  await world.pass(20_000);
  assert.deepEqual(asked[0], [false, 'Bearer t1']);
});

test('without rights it says so', async () => {
  world.blocked = true;
  world.answer = () => Promise.resolve(new Response(null, { status: 401 }));
  await watch('s3cret');
  await world.pass(10_000);
  assert.equal(told.state, 'refused');
});

test('a poll whose token has expired brings another', async () => {
  world.blocked = true;
  const shown = [];
  world.answer = (url, { headers }) => {
    if (headers.Accept !== 'application/json') return Promise.reject(new TypeError('blocked'));
    const expired = shown.push(headers.Authorization) === 2;
    if (expired) return Promise.resolve(new Response(null, { status: 401 }));
    return Promise.resolve(new Response(JSON.stringify({ epoch: 'e'.repeat(16), seq: 1, orders: [{ id: 'A1', total: 1 }] })));
  };
  await watch(bring);
  await world.pass(60_000);
  assert.ok(shown.length > 3);
  assert.notEqual(shown[2], shown[1]);
  assert.equal(told.state, 'live');
});

test('one that ends with a newline is shown without it', async () => {
  await watch(async () => 'eyJ.x.y\n');
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.eyJ.x.y']);
});

for (const body of ['{"error":"try again"}', '<h1>Bad gateway</h1>', 'not now']) {
  test(`what is no token is shown to nobody, and another is asked for: ${body}`, async () => {
    let answer = body;
    world.answer = async () => new Response(null, { status: 401 });
    await watch(async () => answer);
    await world.pass(60_000);
    assert.deepEqual([world.sockets.length, world.requests.length, told.state], [0, 0, 'connecting']);
    answer = 't1';
    world.answer = () => Promise.reject(new TypeError('no network'));
    await world.pass(240_000);
    assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.t1']);
  });
}

test('what is no token does not replace one that still works', async () => {
  let body = 't1';
  await watch(async () => body);
  world.socket.accept(snapshot(1, { A1: 1 }), expiry(10_000));
  body = '{"error":"try again"}';
  await world.pass(9_000);
  assert.deepEqual([world.socket.sent, told.state], [[], 'live']);
});

test('a wrong token that a function brings after right ones is followed by others', async () => {
  let token = 't1';
  await watch(async () => token);
  world.socket.accept(snapshot(1, { A1: 1 }));
  world.answer = async () => new Response(null, { status: 401 });
  world.blocked = true;
  token = 'error';
  world.socket.end(4401);
  await world.pass(240_000);
  assert.ok(world.requests.length > 0);
  assert.equal(told.state, 'reconnecting');
  token = 't2';
  world.blocked = false;
  await world.pass(60_000);
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.t2']);
});
