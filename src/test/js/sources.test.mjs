import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { joinSource } from '../../../webroot/total-sources.js';
import { EPOCH, World, snapshot, snapshotOf, update } from './fakes.mjs';

let world;
let server;
let leaves;
let servers = 0;

beforeEach(() => {
  world = new World();
  server = `https://totals-${servers++}.shop.example`;
  leaves = new Set();
});

afterEach(async () => {
  leaves.forEach((leave) => leave());
  await world.pass(2_000);
  world.end();
});

/** As an element does: it remembers the newest total and the state. */
function join(product, category = 'electronics', window = undefined, token = undefined) {
  const watcher = { states: [], totals: [], changes: [], shows: 0 };
  const leave = joinSource({
    server,
    category,
    product,
    window,
    token,
    isBlank: () => !watcher.totals.length,
    hear: ({ total, previous, windows }) => {
      watcher.totals.push(window ? windows[window] : total);
      watcher.changes.push([total, previous]);
    },
    lose: () => (watcher.totals = []),
    show: (state) => {
      watcher.shows++;
      if (watcher.states.at(-1) !== state) watcher.states.push(state);
    },
  });
  leaves.add(leave);
  watcher.leave = () => {
    leaves.delete(leave);
    leave();
  };
  return watcher;
}

/** A1 is watched, and then A2 as well, by another switch of the same socket. */
async function joinTwo() {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 100 }));
  const b = join('A2');
  await world.pass();
  world.socket.say(snapshot(43, { A1: 100, A2: 7 }, { gen: 1 }));
  return [a, b];
}

const now = ({ states, totals }) => [states.at(-1), totals.at(-1)];
const categories = (...names) => new Response(JSON.stringify(names.map((category) => ({ category }))));

test('what is no token is shown to nobody, not even for the categories, which are asked for again', async () => {
  let brought = '<h1>Bad gateway</h1>';
  const bring = async () => brought;
  world.answer = async () => categories('electronics', 'garden');
  join('A1', 'electronics', undefined, () => bring);
  join('G1', 'garden', undefined, () => bring);
  await world.pass(1_000);
  assert.deepEqual([world.sockets.length, world.requests.length], [0, 0]);
  brought = 'good';
  join('G2', 'garden', undefined, () => bring);
  await world.pass(1_000);
  const [asked] = world.requests.filter(({ url }) => url.endsWith('/categories'));
  assert.equal(asked.headers.Authorization, 'Bearer good');
});

test('watchers of one category share a socket, and each hears of its product', async () => {
  const [one, other, third] = [join('A1'), join('A2'), join('A1')];
  await world.pass();
  assert.equal(world.socket.url, `${server.replace('http', 'ws')}/orders/electronics?id=A1&id=A2`);
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }), update(43, { A1: 4 }));
  assert.deepEqual([one, other, third].map(({ totals }) => totals), [[3, 4], [7], [3, 4]]);
  assert.deepEqual([one, other, third].map(now), [['live', 4], ['live', 7], ['live', 4]]);
  assert.equal(world.sockets.length, 1);
});

test('watchers of different windows, and of totals, share a socket that asks for all of these', async () => {
  const [total, day] = [join('A1'), join('A1', 'electronics', '24h')];
  await world.pass();
  assert.equal(world.socket.url, `${server.replace('http', 'ws')}/orders/electronics?id=A1&windows=24h`);
  const orders = (windows) => ({ orders: [{ id: 'A1', total: 9, windows }] });
  world.socket.accept({ ...snapshot(42, {}), ...orders({ '24h': 5 }) });
  const hour = join('A1', 'electronics', '1h');
  assert.deepEqual(now(hour), ['connecting', undefined]);
  await world.pass();
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics', ids: ['A1'], windows: ['1h', '24h'] });
  world.socket.say({ ...snapshot(42, {}, { gen: 1 }), ...orders({ '1h': 2, '24h': 5 }) });
  assert.deepEqual([total, day, hour].map(now), [['live', 9], ['live', 5], ['live', 2]]);
  world.socket.say({ ...update(43, {}), ...orders({ '1h': 1, '24h': 5 }) });
  assert.deepEqual([total, day, hour].map(now), [['live', 9], ['live', 5], ['live', 1]]);
  assert.equal(world.sockets.length, 1);
});

test('a window that the server does not offer fails those alone that ask for it', async () => {
  const [total, day, month] = [join('A1'), join('A1', 'electronics', '24h'), join('A1', 'electronics', '30d')];
  await world.pass();
  const refuse = () => world.socket.say({ type: 'error', code: 'bad-command', message: '"30d" is none of the windows' });
  world.socket.accept();
  refuse();
  await world.pass();
  const open = world.sockets.filter(({ closed }) => !closed);
  assert.deepEqual(open.map(({ url }) => new URL(url).search), ['?id=A1', '?id=A1&windows=24h', '?id=A1&windows=30d']);
  open[0].accept(snapshot(42, { A1: 9 }));
  open[1].accept({ ...snapshot(42, {}), orders: [{ id: 'A1', total: 9, windows: { '24h': 5 } }] });
  open[2].accept();
  open[2].say({ type: 'error', code: 'bad-command', message: '"30d" is none of the windows' });
  await world.pass();
  assert.deepEqual([total, day, month].map(now), [['live', 9], ['live', 5], ['failed', undefined]]);
});

test('who watches a product that is retired loses its total until it comes back', async () => {
  const [a, b] = [join('A1'), join('A2')];
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3, A2: 7 }));
  world.socket.say({ ...update(43, { A2: 8 }), orders: [{ id: 'A1', gone: true }, { id: 'A2', total: 8 }] });
  assert.deepEqual([a, b].map(now), [['unknown', undefined], ['live', 8]]);
  assert.deepEqual(now(join('A1')), ['connecting', undefined]);
  world.socket.say(update(44, { A1: 3 }));
  assert.deepEqual([a, b].map(now), [['live', 3], ['live', 8]]);
});

test('a total is no news of the state', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  const before = a.shows;
  for (let seq = 43; seq < 100; seq++) world.socket.say(update(seq, { A1: seq }));
  assert.deepEqual(now(a), ['live', 99]);
  assert.equal(a.shows, before);
  world.socket.say({ type: 'heartbeat', seq: 99, staleMillis: 4_000 });
  assert.equal(a.shows, before + 1);
});

test('thirty-nine watchers of as many categories share a socket', async () => {
  world.answer = async () => categories(...Array.from({ length: 39 }, (_, i) => `category-${i}`));
  const watchers = Array.from({ length: 39 }, (_, i) => join(`P${i}`, `category-${i}`));
  await world.pass();
  assert.equal(world.sockets.length, 1);
  const ids = new URL(world.socket.url).searchParams.getAll('id');
  world.socket.accept(snapshotOf(ids, 42, Object.fromEntries(ids.map((id) => [id, 5]))));
  await world.pass();
  assert.deepEqual(watchers.map(now), watchers.map(() => ['live', 5]));
});

test('A, then B, then A is never blank, and is live only when the server has said so', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  a.leave();
  const b = join('B1', 'confectionery');
  await world.pass();
  world.socket.say(snapshot(43, { B1: 9 }, { category: 'confectionery', gen: 1 }));
  assert.deepEqual(now(b), ['live', 9]);
  b.leave();
  const again = join('A1');
  assert.deepEqual(now(again), ['stale', 3]);
  await world.pass();
  assert.deepEqual(now(again), ['stale', 3]);
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics', ids: ['A1'], epoch: EPOCH, since: 42 });
  world.socket.say(snapshot(43, {}, { gen: 2, full: false }));
  assert.deepEqual(now(again), ['live', 3]);
  assert.equal(world.sockets.length, 1);
});

test('what was watched before tells nothing older than what is known since', async () => {
  const [a, b] = await joinTwo();
  world.socket.say(update(44, { A1: 150 }));
  b.leave();
  await world.pass();
  assert.deepEqual(world.socket.sent.at(-1), { category: 'electronics', ids: ['A1'], epoch: EPOCH, since: 42 });
  assert.deepEqual([a.totals, now(join('A1'))], [[100, 100, 150], ['stale', 150]]);
  world.socket.say(snapshot(45, { A1: 160 }, { gen: 2, full: false }));
  assert.deepEqual([a.totals, a.states], [[100, 100, 150, 160], ['connecting', 'live']]);
  assert.deepEqual(a.changes.at(-1), [160, 150]);
});

test('so it does while the connection is lost, and what it tells is not called live', async () => {
  const [a, b] = [join('A1'), join('A2')];
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 100, A2: 7 }));
  b.leave();
  await world.pass();
  world.socket.say(snapshot(43, { A1: 150 }, { gen: 1 }));
  world.socket.end();
  const again = join('A2');
  await world.pass();
  assert.deepEqual([a, again].map(now), [['stale', 150], ['stale', 7]]);
  assert.deepEqual(a.totals, [100, 150]);
});

test('a product that was retired since is not called live by what was watched before', async () => {
  const [a, b] = await joinTwo();
  world.socket.say({ ...update(44, {}), orders: [{ id: 'A1', gone: true }] });
  b.leave();
  await world.pass();
  assert.deepEqual(a.states, ['connecting', 'live', 'unknown']);
  world.socket.say({ ...snapshot(44, {}, { gen: 2, full: false }), orders: [{ id: 'A1', gone: true }] });
  assert.deepEqual(now(a), ['unknown', undefined]);
});

test('a product that was retired is not told from memory, when what it was watched with before is watched again', async () => {
  const [a, b] = await joinTwo();
  world.socket.say({ ...update(44, {}), orders: [{ id: 'A1', gone: true }] });
  const heard = a.changes.length;
  b.leave();
  await world.pass();
  assert.deepEqual([a.changes.length, now(a)], [heard, ['unknown', undefined]]);
  assert.deepEqual(now(join('A1')), ['connecting', undefined]);
});

test('one that came back meanwhile has its total as soon as the server has said so', async () => {
  const [a, b] = await joinTwo();
  world.socket.say({ ...update(44, {}), orders: [{ id: 'A1', gone: true }] });
  b.leave();
  await world.pass();
  assert.deepEqual(now(a), ['unknown', undefined]);
  world.socket.say(snapshot(46, { A1: 100 }, { gen: 2, full: false }));
  assert.deepEqual(now(a), ['live', 100]);
});

test('each line tells what was before, also of a total that another one told first', async () => {
  world.answer = async () => new Response('{}', { status: 405, headers: { 'Content-Type': 'application/problem+json' } });
  const total = join('A1');
  const month = join('A1', 'electronics', '30d');
  await world.pass();
  world.socket.accept();
  world.socket.say({ type: 'error', code: 'bad-command', message: '"30d" is none of the windows' });
  await world.pass();
  const open = world.sockets.filter(({ closed }) => !closed);
  const of = (seq, count, make) => ({ ...make(seq, {}), orders: [{ id: 'A1', total: count, windows: { '30d': count } }] });
  open[0].accept(snapshot(42, { A1: 9 }), update(43, { A1: 10 }));
  open[1].accept(of(42, 9, snapshot), of(43, 10, update));
  assert.deepEqual([total, month].map(({ changes }) => changes.at(-1)), [[10, 9], [10, 9]]);
});

test('so it does where more products are known than it remembers', async () => {
  const watchers = ['A1', 'A2'].map((product) => join(product));
  await world.pass();
  const many = Object.fromEntries(Array.from({ length: 2_500 }, (_, i) => [`P${i}`, 1]));
  world.socket.accept(snapshot(42, { A1: 3, A2: 4 }), update(43, many), update(44, { A1: 4, A2: 5 }));
  assert.deepEqual(watchers.map(({ changes }) => changes.at(-1)), [[4, 3], [5, 4]]);
});

test('one that is removed and comes back soon finds its connection', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  a.leave();
  await world.pass(500);
  assert.deepEqual(now(join('A1')), ['stale', 3]);
  await world.pass(2_000);
  assert.ok(!world.socket.closed);
  assert.equal(world.sockets.length, 1);
});

test('one that comes and goes keeps its connection for a while after it left the last time', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  a.leave();
  await world.pass(500);
  join('A1').leave();
  await world.pass(600);
  assert.ok(!world.socket.closed);
  await world.pass(1_000);
  assert.ok(world.socket.closed);
});

test('the last that leaves ends the connection', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  a.leave();
  await world.pass(1_500);
  assert.ok(world.socket.closed);
});

test('one that joins does not disturb those that are there', async () => {
  const a = join('A1');
  const lost = join('ZZ9');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  const b = join('A2');
  await world.pass();
  assert.deepEqual(now(b), ['connecting', undefined]);
  world.socket.say(snapshot(42, { A1: 3, A2: 7 }, { gen: 1 }));
  assert.deepEqual([a.states, b.states, lost.states], [['connecting', 'live'], ['connecting', 'live'], ['connecting', 'unknown']]);
});

test('what the server does not know is unknown, and live as soon as it does', async () => {
  const [known, lost] = [join('A1'), join('ZZ9')];
  await world.pass();
  assert.equal(now(lost)[0], 'connecting');
  world.socket.accept(snapshot(42, { A1: 3 }));
  assert.deepEqual([known, lost].map(now), [['live', 3], ['unknown', undefined]]);
  world.socket.say(update(43, { ZZ9: 0 }));
  assert.deepEqual(now(lost), ['live', 0]);
});

test('a category that does not exist is told among others that do, until it does', async () => {
  world.answer = async () => categories('electronics', 'toys');
  const [right, wrong] = [join('A1', 'electronics'), join('T1', 'toyz')];
  await world.pass();
  world.socket.accept(snapshotOf(['A1', 'T1'], 42, { A1: 3, T1: 5 }));
  await world.pass();
  assert.deepEqual([right, wrong].map(now), [['live', 3], ['unknown', 5]]);
  assert.equal(world.requests.length, 1);
  world.answer = async () => categories('electronics', 'toys', 'toyz');
  world.socket.say({ type: 'details', seq: 43 });
  await world.pass();
  assert.equal(now(wrong)[0], 'live');
  world.socket.say({ type: 'details', seq: 44 });
  await world.pass();
  assert.equal(world.requests.length, 2);
});

test('a server that knows categories only is asked for each', async () => {
  world.answer = async () => new Response('{}', { status: 405, headers: { 'Content-Type': 'application/problem+json' } });
  const watchers = [join('A1', 'electronics'), join('T1', 'toys')];
  await world.pass();
  for (let i = 0; i < 3; i++) {
    world.socket.fail();
    await world.pass(2_500);
  }
  const urls = world.sockets.slice(3).map(({ url }) => url.replace(/.*orders/, ''));
  assert.deepEqual(urls, ['/electronics?id=A1', '/toys?id=T1']);
  world.sockets[3].accept(snapshot(42, { A1: 3 }));
  world.sockets[4].accept(snapshot(42, { T1: 5 }, { category: 'toys' }));
  assert.deepEqual(watchers.map(now), [['live', 3], ['live', 5]]);
});

test('so is one whose socket does not understand', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  const t = join('T1', 'toys');
  await world.pass();
  assert.deepEqual(world.sockets[0].sent, [{ ids: ['A1', 'T1'] }]);
  world.sockets[0].say({ type: 'error', code: 'bad-command', message: 'cmd "watch" is not "update-category"' });
  await world.pass();
  world.sockets.slice(1).forEach((socket) => socket.accept(socket.url.includes('toys') ? snapshot(42, { T1: 5 }, { category: 'toys' }) : snapshot(42, { A1: 3 })));
  assert.deepEqual([a, t].map(now), [['live', 3], ['live', 5]]);
});

test('a lost connection makes numbers stale, not blank', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }));
  world.socket.end(1001, 'retry-after-ms=5000');
  assert.deepEqual(now(a), ['stale', 3]);
  await world.pass(5_000);
  world.socket.accept(snapshot(42, {}, { full: false }));
  assert.deepEqual(a.states, ['connecting', 'live', 'stale', 'live']);
});

test('a server that has not seen its store for a while has stale numbers', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.accept(snapshot(42, { A1: 3 }), { type: 'heartbeat', seq: 42, staleMillis: 4_000 });
  assert.equal(now(a)[0], 'stale');
  world.socket.say({ type: 'heartbeat', seq: 42, staleMillis: 0 });
  assert.equal(now(a)[0], 'live');
});

test('one that cannot be reached by any transport has failed, and is live when it can', async () => {
  const a = join('A1');
  await world.pass();
  world.blocked = true;
  world.socket.end();
  await world.pass(60_000);
  assert.equal(now(a)[0], 'failed');
  world.blocked = false;
  const tried = world.sockets.length;
  for (let seconds = 0; world.sockets.length === tried && seconds < 120; seconds++) await world.pass(1_000);
  world.socket.accept(snapshot(42, { A1: 3 }));
  assert.deepEqual(now(a), ['live', 3]);
});

test('one that is rejected has failed', async () => {
  const a = join('A1');
  await world.pass();
  world.socket.end(1008);
  assert.equal(now(a)[0], 'failed');
});

test('elements with a function share a connection, and the newest is asked for tokens; others have their own', async () => {
  const show = (product, token) => leaves.add(joinSource({
    server,
    category: 'electronics',
    product,
    token: () => token,
    isBlank: () => true,
    hear: () => {},
    show: () => {},
  }));
  show('A1', () => 'first');
  show('A2', async () => 'second');
  show('A3', 'string');
  show('A4', undefined);
  await world.pass();
  assert.deepEqual(
    world.sockets.map(({ url, protocol }) => [new URL(url).searchParams.getAll('id'), protocol].flat().join()).toSorted(),
    ['A1,A2,live-orders.v1,bearer.second', 'A3,live-orders.v1,bearer.string', 'A4,live-orders.v1'],
  );
});
