import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { LiveFeed } from '../../../webroot/live-feed.js';
import { World } from './fakes.mjs';

let world;
let feed;
let heard;

beforeEach(() => {
  world = new World();
  globalThis.document.addEventListener = () => {};
  heard = [];
});

afterEach(() => {
  feed.close();
  delete globalThis.EventSource;
  world.end();
});

async function open(path = 'top?limit=3', token = undefined) {
  feed = new LiveFeed('https://totals.example/', path, token);
  for (const type of ['message', 'heard', 'details', 'lost', 'absent', 'refused']) {
    feed.addEventListener(type, ({ detail }) => heard.push({ type, ...detail }));
  }
  await world.pass();
}

const says = (status, type = 'application/problem+json') => async () =>
  new Response('{}', { status, headers: { 'Content-Type': type } });
const of = (type) => heard.filter((each) => each.type === type);

test('it tells the newest list, and that the server lives, and keeps the rest for itself', async () => {
  await open('recent?limit=5');
  assert.equal(world.socket.url, 'wss://totals.example/recent?limit=5');
  world.socket.onmessage({ data: '{"type":"recent","entries":[1]}' });
  world.socket.onmessage({ data: '{"type":"details","seq":4}' });
  world.socket.onmessage({ data: '{"type":"heartbeat","seq":4,"staleMillis":7000}' });
  world.socket.onmessage({ data: 'no JSON' });
  assert.deepEqual(heard.map(({ type }) => type), ['heard', 'recent', 'heard', 'details', 'heard']);
  assert.equal(heard.at(-1).staleMillis, 7_000);
});

test('a lost connection is made again, over sockets as long as they open', async () => {
  await open();
  world.socket.onmessage({ data: '{"type":"top","entries":[]}' });
  world.socket.onclose({});
  await world.pass(1_000);
  assert.equal(of('lost').length, 1);
  assert.equal(world.sockets.length, 2);
});

test('it waits as long as a server that shuts down says, and at random up to twice as long if that was in vain', async () => {
  mock.method(Math, 'random', () => 0.5);
  await open();
  world.socket.accept({ type: 'top', entries: [] });
  await world.pass(20_000);
  world.blocked = true;
  world.socket.end(1001, 'retry-after-ms=30000');
  await world.pass(29_500);
  assert.deepEqual([world.sockets.length, world.requests.length], [1, 0]);
  await world.pass(500);
  assert.equal(world.sockets.length, 2);
  feed.close();
  world.blocked = false;
  await open('top?limit=3', 'eyJ.x.y');
  world.socket.accept({ type: 'top', entries: [] });
  world.blocked = true;
  world.socket.end(1001, 'retry-after-ms=4000');
  await world.pass(4_000);
  const before = world.sockets.length;
  await world.pass(3_500);
  assert.equal(world.sockets.length, before);
  await world.pass(500);
  assert.equal(world.sockets.length, before + 1);
});

test('a wait of nothing that is told is followed by others', async () => {
  mock.method(Math, 'random', () => 0.5);
  await open('top?limit=3', 'eyJ.x.y');
  world.socket.accept({ type: 'top', entries: [] });
  world.blocked = true;
  world.socket.end(1001, 'retry-after-ms=0');
  for (let i = 0; i < 10; i++) await world.pass(1);
  assert.equal(world.sockets.length, 2);
});

test('where sockets do not open it asks, and then takes events', async () => {
  const sources = [];
  globalThis.EventSource = class extends EventTarget {
    constructor(url) {
      super();
      sources.push({ url, source: this });
    }
    close() {}
  };
  world.answer = () => Promise.resolve({ ok: true, status: 200, json: async () => ({ entries: ['asked'] }) });
  await open();
  world.socket.onclose({});
  await world.pass(4_000);
  assert.deepEqual(heard.find(({ entries }) => entries)?.entries, ['asked']);
  assert.equal(sources.at(-1).url, 'https://totals.example/top?limit=3');
  sources.at(-1).source.dispatchEvent(Object.assign(new Event('top'), { data: '{"entries":["told"]}' }));
  assert.deepEqual(heard.at(-1).entries, ['told']);
  sources.at(-1).source.dispatchEvent(Object.assign(new Event('details'), { data: '{"type":"details","seq":58}' }));
  assert.deepEqual(heard.at(-1), { type: 'details' });
});

test('a token is shown to sockets and where it asks, never in the address or by events', async () => {
  world.answer = () => Promise.resolve({ ok: true, status: 200, json: async () => ({ entries: [] }) });
  await open('recent?limit=5', 'eyJ.x.y');
  assert.equal(world.socket.url, 'wss://totals.example/recent?limit=5');
  assert.deepEqual(world.socket.protocol, ['live-orders.v1', 'bearer.eyJ.x.y']);
  world.socket.onclose({});
  await world.pass(4_000);
  assert.equal(world.requests[0].url, 'https://totals.example/recent?limit=5');
  assert.equal(world.requests[0].headers.Authorization, 'Bearer eyJ.x.y');
  assert.equal(world.sockets.length, 2);
});

test('a server that wants a valid token says so once, and a list that is not for this reader is none', async () => {
  world.answer = says(401);
  await open();
  world.socket.onclose({});
  await world.pass(120_000);
  assert.deepEqual([of('refused').length, of('absent').length, world.sockets.length], [1, 0, 1]);
  world.answer = says(403);
  await open('top?limit=3', 'eyJ.x.y');
  world.socket.onclose({});
  await world.pass(4_000);
  assert.equal(of('absent').length, 1);
});

test('a server without the list is asked no more', async () => {
  world.answer = says(404);
  await open();
  world.socket.onclose({});
  await world.pass(120_000);
  assert.equal(of('absent').length, 1);
  assert.equal(world.sockets.length, 1);
});

test('what a proxy answers in place of the server ends nothing', async () => {
  for (const status of [400, 401, 403, 404, 405]) {
    world.answer = says(status, 'text/html');
    world.blocked = true;
    await open('top?limit=3', 'eyJ.x.y');
    await world.pass(10_000);
    world.blocked = false;
    feed.retry();
    await world.pass();
    world.socket.accept({ type: 'top', entries: [status] });
    assert.deepEqual(heard.at(-1).entries, [status]);
    feed.close();
  }
  assert.deepEqual([of('absent').length, of('refused').length], [0, 0]);
});

test('a list that was there is lost before it is absent: the server has to say so for a minute', async () => {
  await open('top?limit=3', 'eyJ.x.y');
  world.socket.accept({ type: 'top', entries: [] });
  world.answer = says(404);
  world.blocked = true;
  world.socket.end();
  await world.pass(40_000);
  assert.ok(of('lost').length > 1);
  assert.equal(of('absent').length, 0);
  world.answer = async () => new Response('{"entries":[7]}');
  await world.pass(40_000);
  assert.deepEqual(heard.findLast(({ entries }) => entries).entries, [7]);
  world.answer = says(404);
  await world.pass(40_000);
  assert.equal(of('absent').length, 0);
  await world.pass(80_000);
  assert.equal(of('absent').length, 1);
});

/** Answers nothing, until the request is given up. */
const silence = (url, { signal }) =>
  new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('a request that hangs is given up after ten seconds', async () => {
  world.answer = silence;
  world.blocked = true;
  await open('top?limit=3', 'eyJ.x.y');
  await world.pass(60_000);
  assert.ok(world.requests.length > 2, `${world.requests.length}`);
});

test('a request that hangs is given up when the server is found', async () => {
  world.answer = silence;
  world.blocked = true;
  await open('top?limit=3', 'eyJ.x.y');
  await world.pass(1_000);
  assert.equal(world.requests.length, 1);
  world.blocked = false;
  feed.retry();
  await world.pass(3_500);
  assert.equal(world.sockets.length, 2);
});
