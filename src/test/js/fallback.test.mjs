import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { EPOCH, World, headers, listen, polled, snapshot, streamFrom, update } from './fakes.mjs';

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

test('follows an event stream where sockets are blocked', async () => {
  const events = streamFrom(world);
  await failSockets();
  events.event(5, { ...snapshot(5, { A1: 3, A2: 7 }), gen: undefined });
  events.send(`id: ${EPOCH}-6\nevent: orders\nda`);
  await world.pass();
  events.send(`ta: ${JSON.stringify(update(6, { A1: 4 }))}\n\nid: ${EPOCH}-9\n\n`);
  await world.pass();
  assert.deepEqual([...orders.totals], [['A1', 4], ['A2', 7]]);
  assert.equal(orders.status.transport, 'event-stream');
  assert.equal(told.state, 'live');
  events.send('retry: 4000\n\n');
  events.end();
  await world.pass();
  assert.equal(told.of('status').at(-1).retryInMillis, 4_000);
  world.answer = never;
  await world.pass(4_000);
  const [first, second] = world.requests.map(({ url }) => url);
  assert.equal(first, 'https://totals.shop.example/orders/electronics?id=A1&id=A2');
  assert.equal(second, `${first}&epoch=${EPOCH}&since=9`);
});

test('tries a socket again after a while, and changes over without a gap', async () => {
  const events = streamFrom(world);
  await failSockets();
  events.event(5, snapshot(5, { A1: 3 }));
  await world.pass();
  const before = world.sockets.length;
  await world.pass(15_500);
  assert.equal(world.sockets.length, before + 1);
  world.socket.end();
  events.send(': still here\n\n');
  await world.pass(30_500);
  assert.equal(world.sockets.length, before + 2);
  assert.match(world.socket.url, /since=5$/);
  const states = told.of('status').length;
  world.socket.accept(snapshot(8, { A1: 6 }, { full: false }));
  await world.pass();
  assert.equal(orders.totals.get('A1'), 6);
  assert.equal(orders.status.transport, 'websocket');
  assert.deepEqual(told.of('status').slice(states).map(({ state }) => state), ['live']);
  assert.ok(world.requests[0].signal.aborted);
});

test('polls with an entity tag where streams are held back, too', async () => {
  const answers = [
    polled(5, 3),
    { ok: false, status: 304, headers: headers() },
    polled(4, 2), // from a cache that is behind
    polled(7, 9),
  ];
  world.answer = async (url, { headers: { Accept } }) => (Accept === 'application/json' ? answers.shift() ?? never() : never());
  await failSockets();
  await world.pass(14_000); // the stream says nothing for ten seconds
  assert.equal(orders.status.transport, 'polling');
  assert.equal(told.state, 'live');
  await world.pass(10_000);
  const polls = world.requests.filter(({ headers: { Accept } }) => Accept === 'application/json');
  assert.equal(polls[0].url, 'https://totals.shop.example/orders/electronics?id=A1&id=A2');
  assert.deepEqual(polls.slice(0, 3).map((poll) => poll.headers['If-None-Match']), [undefined, `"${EPOCH}-5"`, `"${EPOCH}-5"`]);
  assert.deepEqual(told.of('total').map(({ total }) => total), [3, 9]);
});

test('falls back in a browser without WebSocket, too', async () => {
  orders.close();
  globalThis.WebSocket = undefined;
  const events = streamFrom(world);
  orders = new LiveOrders('https://totals.shop.example', { category: 'electronics' });
  await world.pass(10_000);
  events.event(5, snapshot(5, { A1: 3 }));
  await world.pass();
  assert.deepEqual([...orders.totals], [['A1', 3]]);
});

test('a server that is down is no blocked socket: the first transport has its turn again', async () => {
  world.blocked = true;
  world.socket.end();
  await world.pass(120_000);
  const round = ['websocket', 'websocket', 'websocket', 'text/event-stream', 'application/json'];
  assert.deepEqual(world.attempts.slice(0, 10), [...round, ...round]);
});

test('where a socket has worked it has more attempts before the next transport has its turn', async () => {
  world.socket.accept(snapshot(5, { A1: 3 }));
  world.blocked = true;
  world.socket.end();
  await world.pass(240_000);
  assert.equal(world.attempts.indexOf('text/event-stream'), 13);
});

test('a socket on trial that hangs is given up, and does not outlive what it was to replace', async () => {
  const events = streamFrom(world);
  await failSockets();
  events.event(5, snapshot(5, { A1: 3 }));
  await world.pass(15_500);
  const [hanging, tried] = [world.socket, world.sockets.length];
  await world.pass(10_500);
  assert.ok(hanging.closed);
  events.send(': still here\n\n');
  await world.pass(30_500);
  assert.equal(world.sockets.length, tried + 1);
  assert.ok(!world.socket.closed);
  events.end();
  await world.pass();
  assert.ok(world.socket.closed);
});

test('nothing is tried any more once it is closed', async () => {
  const events = streamFrom(world);
  await failSockets();
  events.event(5, snapshot(5, { A1: 3 }));
  await world.pass();
  const tried = world.sockets.length;
  orders.close();
  await world.pass(60_000);
  assert.equal(world.sockets.length, tried);
});

test('what a stream says after it was replaced is left alone', async () => {
  const events = streamFrom(world);
  await failSockets();
  events.event(5, snapshot(5, { A1: 3 }));
  await world.pass(15_500);
  world.socket.accept(snapshot(8, { A1: 6 }, { full: false }));
  await world.pass();
  events.event(9, update(9, { A1: 7 }));
  await world.pass();
  assert.equal(orders.totals.get('A1'), 6);
  assert.ok(!world.socket.closed);
});

test('a page of errors is no stream of events', async () => {
  const body = new Response('<html>\n\n<h1>Bad gateway</h1>\n\n</html>').body;
  world.answer = async () => ({ ok: false, status: 502, headers: headers(), body });
  await failSockets();
  await world.pass(1_000);
  assert.ok(told.of('status').every(({ state }) => state !== 'live'));
});

test('what the server rejects is not asked again', async () => {
  world.answer = async () => ({ ok: false, status: 403, headers: headers() });
  await failSockets();
  await world.pass(60_000);
  assert.equal(told.state, 'refused');
  assert.equal(world.requests.length, 1);
});

test('polls at its pace, and obeys a server that is full', async () => {
  let full = false;
  world.answer = async (url, { headers: { Accept } }) => {
    if (Accept === 'text/event-stream') return never();
    return full ? { ok: false, status: 503, headers: headers({ 'Retry-After': '7' }) } : polled(5, 3);
  };
  await failSockets();
  await world.pass(14_000);
  assert.equal(told.state, 'live');
  const before = world.requests.length;
  await world.pass(12_000);
  assert.equal(world.requests.length, before + 4);
  full = true;
  await world.pass(3_500);
  assert.equal(told.of('status').at(-1).retryInMillis, 7_000);
});

test('a full server says when', async () => {
  world.answer = async () => ({ ok: false, status: 503, headers: headers({ 'Retry-After': '9' }) });
  await failSockets();
  assert.equal(told.of('status').findLast(({ retryInMillis }) => retryInMillis).retryInMillis, 9_000);
});
