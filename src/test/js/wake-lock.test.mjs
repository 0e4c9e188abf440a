import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { keepScreenOn } from '../../../webroot/wake-lock.js';

let page;
let locks;
let request;
const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

beforeEach(() => {
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  globalThis.document = page;
  locks = [];
  request = async (kind) => {
    const lock = { kind, released: false, release: () => (lock.released = true) };
    locks.push(lock);
    return lock;
  };
  Object.defineProperty(globalThis, 'navigator', { value: { wakeLock: { request: (kind) => request(kind) } }, configurable: true });
});

afterEach(() => {
  delete globalThis.document;
  delete globalThis.navigator;
  if (before) Object.defineProperty(globalThis, 'navigator', before); // Node has one since 21
});

async function show(visibilityState) {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
  await Promise.resolve();
}

test('the screen is kept on, and again when the page comes back, as a hidden one loses the lock', async () => {
  keepScreenOn();
  assert.deepEqual(locks.map(({ kind }) => kind), ['screen']);
  await show('hidden');
  assert.equal(locks.length, 1);
  await show('visible');
  assert.equal(locks.length, 2);
});

test('what ends it lets the screen go and asks no more', async () => {
  const end = keepScreenOn();
  await Promise.resolve();
  end();
  assert.equal(locks[0].released, true);
  await show('visible');
  assert.equal(locks.length, 1);
});

test('a browser that cannot, or may not now, is asked again when the page is seen', async () => {
  request = () => Promise.reject(new DOMException('not now', 'NotAllowedError'));
  keepScreenOn();
  await Promise.resolve();
  request = async () => locks.push({});
  await show('visible');
  assert.equal(locks.length, 1);
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
  assert.doesNotThrow(() => keepScreenOn());
});
