import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const WEBROOT = new URL('../../../webroot/', import.meta.url);
const { files } = JSON.parse(readFileSync(new URL('package.json', WEBROOT), 'utf8'));

test('every module is imported where there is no document, and touches nothing', async () => {
  const before = Object.getOwnPropertyNames(globalThis);
  const names = files.filter((file) => file.endsWith('.js'));
  assert.ok(names.length > 8);
  for (const name of names) await import(new URL(name, WEBROOT));
  assert.deepEqual(Object.getOwnPropertyNames(globalThis), before);
});

test('the element is no element there, and defining it does nothing', async () => {
  const { LiveTotal } = await import(new URL('live-total.js', WEBROOT));
  LiveTotal.define();
  assert.deepEqual(LiveTotal.observedAttributes, ['src', 'category', 'product', 'window']);
});
