import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { pageOrigin } from '../../../webroot/watch-attributes.js';

afterEach(() => delete globalThis.self);

test('messages call a page as http.allowedOrigins has to', () => {
  globalThis.self = { origin: 'https://shop.example' };
  assert.equal(pageOrigin(), 'https://shop.example');
});

test('a page that was opened as a file is null, and is told what to do', () => {
  globalThis.self = { origin: 'null' };
  assert.match(pageOrigin(), /^null \(.*file.*serve it\)$/);
});
