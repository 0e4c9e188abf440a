import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { joinList } from '../../../webroot/list-sources.js';
import { World } from './fakes.mjs';

let world;
let server;
let leaves;
let servers = 0;

beforeEach(() => {
  world = new World();
  server = `https://lists-${servers++}.shop.example`;
  leaves = new Set();
});

afterEach(async () => {
  leaves.forEach((leave) => leave());
  await world.pass(2_000);
  world.end();
});

function join(what = {}) {
  const watcher = { states: [], lists: [] };
  const leave = joinList({
    server,
    path: '/top',
    query: { limit: 5 },
    hear: (list) => watcher.lists.push(list.seq),
    show: (state) => watcher.states.at(-1) === state || watcher.states.push(state),
    ...what,
  });
  leaves.add(leave);
  watcher.leave = () => {
    leaves.delete(leave);
    leave();
  };
  return watcher;
}

const trend = (product, more) => join({ path: '/trends', query: { span: '24h' }, product, ...more });
const top = (seq) => ({ type: 'top', seq, entries: [] });
const say = (...messages) => messages.forEach((message) => world.socket.say(message));
const paths = () => world.sockets.map(({ url }) => url.replace(/^wss:\/\/[^/]+/, ''));

test('elements of the same list share a socket, and each hears the list at once', async () => {
  const one = join();
  await world.pass();
  assert.deepEqual(paths(), ['/top?limit=5']);
  assert.deepEqual(world.socket.protocol, ['live-orders.v1']);
  world.socket.accept(top(5));
  const other = join();
  assert.deepEqual([one.lists, other.lists], [[5], [5]]);
  say(top(7), { type: 'heartbeat', seq: 7, staleMillis: 0 }, { type: 'details', seq: 8 });
  await world.pass();
  assert.deepEqual([one.lists, other.lists], [[5, 7], [5, 7]]);
  assert.deepEqual([one.states, other.states], [['connecting', 'live'], ['live']]);
  assert.equal(world.sockets.length, 1);
});

test('curves of one span are asked for together, in any order, and up to 200', async () => {
  const first = trend('B1');
  trend('A1');
  await world.pass();
  assert.deepEqual(paths(), ['/trends?id=A1&id=B1&span=24h']);
  for (let i = 0; i < 199; i++) trend(`C${i}`);
  await world.pass();
  assert.equal(world.sockets.length, 3);
  const counts = paths().map((path) => path.match(/id=/g).length);
  assert.deepEqual(counts.sort((a, b) => a - b), [1, 2, 200]);
  first.leave();
  await world.pass(2_000);
  assert.equal(world.sockets.length, 3, 'one that goes is no reason for another connection');
});

test('curves of long ids are asked for over as many connections as their addresses need', async () => {
  for (let i = 0; i < 70; i++) trend(`ЭЛЕКТРИКА-ДЛЯ-ДОМА-И-САДА-БОЛЬШАЯ-УПАКОВКА-НОМЕР-${i}`);
  await world.pass();
  assert.equal(world.sockets.length, 2);
  assert.ok(paths().every((path) => path.length < 15_100));
  assert.equal(paths().join().match(/id=/g).length, 70);
});

test('a curve that joins others is not live before there is a list with it', async () => {
  trend('A1');
  await world.pass();
  world.socket.accept({ type: 'trends', seq: 1, series: { A1: [1] } });
  const [same, other] = [trend('A1'), trend('B1')];
  assert.deepEqual([same.states, other.states], [['live'], ['connecting']]);
  await world.pass();
  world.socket.accept({ type: 'trends', seq: 2, series: { A1: [1], B1: [2] } });
  assert.deepEqual(other.states, ['connecting', 'live']);
});

test('a stale node, a lost connection and its return are told', async () => {
  const watcher = join();
  await world.pass();
  world.socket.accept(top(5), { type: 'heartbeat', seq: 5, staleMillis: 4_000 });
  say({ type: 'heartbeat', seq: 5, staleMillis: 0 });
  world.socket.end();
  await world.pass(1_000);
  world.socket.accept(top(6));
  await world.pass();
  assert.deepEqual(watcher.states, ['connecting', 'live', 'stale', 'live', 'stale', 'live']);
  assert.deepEqual(watcher.lists, [5, 6]);
  assert.equal(world.sockets.length, 2);
});

test('silence of a minute is a lost connection', async () => {
  const watcher = join();
  await world.pass();
  world.socket.accept(top(5));
  await world.pass(61_000);
  assert.equal(world.sockets.length, 2);
  assert.equal(watcher.states.at(-1), 'stale');
});

test('where sockets are blocked it asks by HTTP, with the tag of what it has', async () => {
  world.blocked = true;
  world.answer = async () => new Response(JSON.stringify(top(9)), { headers: { ETag: '"e-9"' } });
  const watcher = join();
  await world.pass(10_000);
  assert.equal(world.sockets.length, 3);
  assert.deepEqual(watcher.states, ['connecting', 'live']);
  assert.equal(watcher.lists[0], 9);
  world.answer = async () => new Response(null, { status: 304 });
  await world.pass(5_000);
  assert.equal(world.requests.at(-1).headers['If-None-Match'], '"e-9"');
  assert.equal(watcher.states.at(-1), 'live');
});

test('after a long outage a socket is tried again within two minutes', async () => {
  const watcher = join();
  await world.pass();
  world.socket.accept(top(5));
  world.blocked = true;
  world.socket.end();
  await world.pass(600_000);
  assert.equal(watcher.states.at(-1), 'stale');
  const before = world.sockets.length;
  world.blocked = false;
  world.answer = async () => new Response(JSON.stringify(top(9)));
  for (let left = 240; left > 0 && world.sockets.length === before; left--) await world.pass(500);
  assert.equal(world.sockets.length, before + 1);
  world.socket.accept(top(10));
  assert.deepEqual([watcher.lists.at(-1), watcher.states.at(-1)], [10, 'live']);
});

test('where sockets are blocked one that is tried again and again does not make the list stale', async () => {
  world.blocked = true;
  world.answer = async () => new Response(JSON.stringify(top(9)));
  const watcher = join();
  await world.pass(10_000);
  const [sockets, polls] = [world.sockets.length, world.requests.length];
  await world.pass(600_000);
  assert.ok(world.sockets.length >= sockets + 8, `${world.sockets.length}`);
  assert.ok(world.requests.length >= polls + 115, `${world.requests.length}`);
  assert.deepEqual(watcher.states, ['connecting', 'live']);
  world.answer = () => Promise.reject(new TypeError('no network'));
  await world.pass(70_000);
  assert.equal(watcher.states.at(-1), 'stale');
});

test('a wait that was told and was in vain is followed by a random one up to twice as long', async () => {
  mock.method(Math, 'random', () => 0.999);
  join();
  await world.pass();
  world.socket.accept(top(5));
  world.blocked = true;
  world.socket.end(1001, 'retry-after-ms=7000');
  await world.pass(7_000);
  assert.equal(world.sockets.length, 2);
  await world.pass(13_500);
  assert.equal(world.sockets.length, 2);
  await world.pass(500);
  assert.equal(world.sockets.length, 3);
});

const problem = (status) => new Response('{}', { status, headers: { 'Content-Type': 'application/problem+json' } });

test('a server that knows no such list is asked no more', async () => {
  world.blocked = true;
  world.answer = async () => problem(404);
  const watcher = join();
  await world.pass(60_000);
  assert.equal(watcher.states.at(-1), 'failed');
  assert.equal(world.requests.length, 1);
});

test('what is no Live Orders is called so, and asked again: a proxy may answer for a server that starts', async () => {
  world.blocked = true;
  world.answer = async () => new Response('<h1>Not here</h1>', { status: 404, headers: { 'Content-Type': 'text/html' } });
  const watcher = join();
  await world.pass(10_000);
  assert.equal(watcher.states.at(-1), 'failed');
  world.answer = async () => new Response(JSON.stringify(top(9)));
  await world.pass(30_000);
  assert.equal(watcher.states.at(-1), 'live');
});

for (const status of [400, 401, 403, 404]) {
  test(`a list that was there is stale after ${status}, and asked for again`, async () => {
    world.blocked = true;
    world.answer = async () => new Response(JSON.stringify(top(9)));
    const watcher = join();
    await world.pass(10_000);
    world.answer = async () => problem(status);
    await world.pass(10_000);
    assert.equal(watcher.states.at(-1), 'stale');
    world.answer = async () => new Response(JSON.stringify(top(10)));
    await world.pass(60_000);
    assert.equal(watcher.states.at(-1), 'live');
    assert.equal(watcher.lists.at(-1), 10);
  });
}

test('a list that is asked for is stale when an answer hangs, and asked for again', async () => {
  world.blocked = true;
  world.answer = async () => new Response(JSON.stringify(top(9)));
  const watcher = join();
  await world.pass(10_000);
  world.answer = (url, { signal }) =>
    new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  await world.pass(16_000);
  assert.equal(watcher.states.at(-1), 'stale');
  world.answer = async () => new Response(JSON.stringify(top(10)));
  await world.pass(60_000);
  assert.equal(watcher.states.at(-1), 'live');
});

test('a token is shown as a subprotocol, anew for each connection, and one that grants too little ends it', async () => {
  let number = 0;
  const watcher = join({ token: () => () => `t${++number}` });
  await world.pass();
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.t1']);
  world.socket.accept(top(5));
  world.socket.end(4401);
  await world.pass(1_000);
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.t2']);
  world.socket.accept(top(6));
  world.socket.end(1008);
  await world.pass(60_000);
  assert.equal(watcher.states.at(-1), 'failed');
  assert.equal(world.sockets.length, 2);
});

test('what is no token is shown to nobody, and another is asked for', async () => {
  const answers = ['{"error":"try again"}', '<h1>Bad gateway</h1>', 'not now', 'not now', 't1\n'];
  world.answer = async () => problem(401);
  join({ token: () => async () => answers.shift() });
  await world.pass(60_000);
  assert.equal(answers.length, 0);
  assert.deepEqual(world.requests.map(({ headers }) => headers.Authorization), ['Bearer t1']);
});

test('a curve that joins while a token is over for a moment ends none, and is blank until there is one', async () => {
  let valid = true;
  const token = async () => (valid ? 'good' : 'old');
  const more = { token: () => token };
  world.answer = async (url, { headers }) =>
    headers.Authorization === 'Bearer good' ? new Response(JSON.stringify({ type: 'trends', seq: 2, series: { A1: [1], B1: [2] } })) : problem(401);
  const one = trend('A1', more);
  await world.pass();
  world.socket.accept({ type: 'trends', seq: 1, series: { A1: [1] } });
  valid = false;
  world.blocked = true;
  const other = trend('B1', more);
  await world.pass(20_000);
  assert.deepEqual([one.states, other.states], [['connecting', 'live', 'stale'], ['connecting']]);
  valid = true;
  await world.pass(60_000);
  assert.deepEqual([one.states.at(-1), other.states.at(-1), other.lists.at(-1)], ['live', 'live', 2]);
});

test('a page that is hidden for long watches nothing, and comes back with it', async () => {
  join();
  await world.pass();
  world.socket.accept(top(5));
  await world.show('hidden');
  for (let i = 0; i < 12; i++) {
    say({ type: 'heartbeat', seq: 5, staleMillis: 0 });
    await world.pass(25_000);
  }
  await world.pass(1_000);
  assert.equal(world.socket.closed, true);
  await world.show('visible');
  await world.pass();
  assert.equal(world.sockets.length, 2);
});

test('the last element that goes ends the connection, a second later', async () => {
  const watcher = join();
  await world.pass();
  world.socket.accept(top(5));
  watcher.leave();
  await world.pass(500);
  assert.equal(world.socket.closed, false);
  await world.pass(1_000);
  assert.equal(world.socket.closed, true);
});
