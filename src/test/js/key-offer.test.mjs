import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { offerKey } from '../../../webroot/key-offer.js';
import { readKey, readReaderKey } from '../../../webroot/session-key.js';
import { Visitor } from '../../../webroot/visitor.js';

let kept;
let reloads;
let access; // answers what a key allows
let api;
let field;
let visitor;

beforeEach(() => {
  kept = new Map();
  reloads = 0;
  globalThis.sessionStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
  globalThis.location = { reload: () => reloads++ };
  api = { key: '', access: async () => access(api.key) };
});

afterEach(() => {
  delete globalThis.sessionStorage;
  delete globalThis.location;
});

function begin() {
  field = new EventTarget();
  visitor = new Visitor(api);
  offerKey(field, visitor, { isFor: ({ keys, read }) => keys || read !== undefined });
  return visitor.ask();
}

/** Gives a key as the field does; answers the promise that it waits for. */
function give(key) {
  const event = Object.assign(new Event('key'), { detail: key, respondWith: (answer) => void (event.answer = answer) });
  field.dispatchEvent(event);
  return event.answer;
}

test('where everybody may look a key is for orders, and the page goes on', async () => {
  access = (key) => ({ orders: Boolean(key), keys: true });
  await begin();
  assert.deepEqual([field.hidden, field.reads, field.used], [false, false, false]);
  await give('lo_key');
  assert.deepEqual([readKey(), readReaderKey(), reloads, field.used], ['lo_key', '', 0, true]);
});

test('where totals need a token the page begins anew with it, and again when it is forgotten', async () => {
  access = (key) => ({ keys: false, read: Boolean(key) });
  await begin();
  assert.deepEqual([field.hidden, field.reads, visitor.rights.read], [false, true, false]);
  await give('eyJ.x.y');
  assert.deepEqual([readKey(), readReaderKey(), reloads], ['eyJ.x.y', 'eyJ.x.y', 1]);
  await give('');
  assert.deepEqual([readKey(), readReaderKey(), reloads], ['', '', 2]);
});

test('a token that is not valid is not kept, and one that has expired is forgotten with the reason', async () => {
  access = (key) => {
    if (key) throw Object.assign(new Error('the token has expired'), { status: 401 });
    return { keys: true, read: false };
  };
  await begin();
  await assert.rejects(() => give('eyJ.x.y'), /has expired/);
  assert.deepEqual([readKey(), readReaderKey(), reloads], ['', '', 0]);
  kept.set('live-orders-key', 'eyJ.old.one').set('live-orders-reader', 'eyJ.old.one');
  await begin();
  assert.deepEqual([readKey(), readReaderKey(), field.problem, field.used], ['', '', 'the token has expired', false]);
});
