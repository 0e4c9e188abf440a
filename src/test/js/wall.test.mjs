import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import { Liveness } from '../../../webroot/liveness.js';
import { readWallAddress } from '../../../webroot/wall-address.js';

let liveness;
let reachable = true;
let retries = 0;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: 1_000_000 });
  reachable = true;
  liveness = new Liveness(() => (reachable ? Promise.resolve() : Promise.reject(new TypeError('no network'))));
});

afterEach(() => {
  liveness.close();
  mock.timers.reset();
});

async function pass(seconds) {
  for (let i = 0; i < 2 * seconds; i++) {
    mock.timers.tick(500);
    for (let turn = 0; turn < 4; turn++) await Promise.resolve();
  }
}

function feed() {
  const made = new EventTarget();
  made.retry = () => retries++;
  liveness.watch(made);
  return { tell: (type, detail) => made.dispatchEvent(new CustomEvent(type, { detail })) };
}

test('a server that does not answer is found out in five seconds, and when it was last there', async () => {
  await pass(60);
  assert.equal(liveness.isLive, true);
  reachable = false;
  await pass(2);
  assert.equal(liveness.isLive, true);
  await pass(5);
  assert.equal(liveness.isLive, false);
  assert.ok(liveness.since >= 1_057_000 && liveness.since <= 1_060_500, String(liveness.since));
  feed().tell('heard', {});
  assert.equal(retries, 0);
  reachable = true;
  await pass(3);
  assert.equal(retries, 1);
  assert.equal(liveness.isLive, true);
  assert.equal(liveness.since, undefined);
});

test('a feed that is lost is forgiven a moment, and one that the server has not is none', async () => {
  const top = feed();
  const recent = feed();
  top.tell('heard', {});
  recent.tell('absent');
  top.tell('lost');
  await pass(4);
  assert.equal(liveness.isLive, true);
  top.tell('lost');
  await pass(2);
  assert.equal(liveness.isLive, false);
  assert.equal(liveness.since, 1_000_000);
  top.tell('heard', {});
  assert.equal(liveness.isLive, true);
});

test('a server that has lost its store is not live, whatever it answers', async () => {
  const top = feed();
  top.tell('heard', { staleMillis: 4_000 });
  assert.equal(liveness.isLive, true);
  top.tell('heard', { staleMillis: 7_000 });
  assert.equal(liveness.isLive, false);
  assert.equal(liveness.since, 993_000);
  top.tell('heard', { staleMillis: 0 });
  assert.equal(liveness.isLive, true);
});

test('a server that is behind its store is so until it says otherwise', async () => {
  const top = feed();
  top.tell('heard', { staleMillis: 4_000 });
  assert.equal(liveness.isLive, true);
  await pass(2);
  assert.equal(liveness.isLive, false);
  assert.equal(liveness.since, 996_000);
  top.tell('heard', {});
  await pass(20);
  assert.equal(liveness.isLive, false);
  top.tell('heard', { staleMillis: 0 });
  assert.equal(liveness.isLive, true);
});

test('one node that has its store does not speak for another, until the feed hears of the store from that', async () => {
  const top = feed();
  const recent = feed();
  top.tell('heard', { staleMillis: 4_000 });
  recent.tell('heard', { staleMillis: 0 });
  await pass(2);
  assert.equal(liveness.isLive, false);
  top.tell('lost');
  assert.equal(liveness.isLive, false);
  assert.equal(liveness.since, 996_000);
  top.tell('heard', {});
  await pass(20);
  assert.deepEqual([liveness.isLive, liveness.since], [false, 996_000]);
  top.tell('heard', { staleMillis: 0 });
  assert.equal(liveness.isLive, true);
});

test('a feed that is heard by asking alone, which tells nothing of the store, is not in doubt for ever', async () => {
  const top = feed();
  top.tell('heard', { staleMillis: 4_000 });
  for (let second = 0; second < 40; second += 2) {
    top.tell('lost');
    top.tell('heard', {});
    await pass(2);
  }
  assert.equal(liveness.isLive, true);
});

test('the address of a wall says what it shows, within limits', () => {
  const wall = readWallAddress('?categories=Garden,electronics,garden&title= Flagship &rotate=20');
  assert.deepEqual(wall, { title: 'Flagship', categories: ['garden', 'electronics'], rotateMillis: 20_000, problems: [] });
  assert.deepEqual(readWallAddress(''), { title: '', categories: [], rotateMillis: 0, problems: [] });
  assert.equal(readWallAddress('?rotate=1').rotateMillis, 5_000);
  assert.equal(readWallAddress('?rotate=soon').rotateMillis, 0);
  assert.deepEqual(readWallAddress('?categories=a%20b').problems, [{ key: 'wallUnknown', values: { category: 'a b' } }]);
  const many = readWallAddress(`?categories=${Array.from({ length: 14 }, (_, i) => `c${i}`)}`);
  assert.equal(many.categories.length, 12);
  assert.deepEqual(many.problems, [{ key: 'wallMore', values: { max: 12, category: 'c12' } }]);
});
