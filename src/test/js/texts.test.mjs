import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { DE } from '../../../webroot/texts-de.js';
import { EN } from '../../../webroot/texts-en.js';
import { chooseLocale, text } from '../../../webroot/texts.js';

const WEBROOT = new URL('../../../webroot/', import.meta.url);

function placeholders(pattern) {
  const patterns = typeof pattern === 'string' ? [pattern] : Object.values(pattern);
  return patterns.map((each) => [...each.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort().join());
}

test('both languages have the same texts, with the same values in them', () => {
  assert.deepEqual(Object.keys(DE), Object.keys(EN));
  for (const key of Object.keys(EN)) assert.deepEqual(new Set(placeholders(DE[key])), new Set(placeholders(EN[key])), key);
});

test('every text that a page names exists, and every text is named by a page', () => {
  const files = readdirSync(WEBROOT).filter((name) => /\.(js|html)$/.test(name) && !/^texts-/.test(name));
  const sources = files.map((name) => readFileSync(new URL(name, WEBROOT), 'utf8')).join('\n');
  const named = [...sources.matchAll(/\btext\(\s*'(\w+)'|data-(?:text|label)="(\w+)"/g)].map(([, called, marked]) => called ?? marked);
  for (const key of named) assert.ok(key in EN, key);
  const families = /^(window|in|wallTop)(1h|24h|7d|30d|today|yesterday)$/;
  for (const key of Object.keys(EN)) assert.ok(families.test(key) || new RegExp(`['"]${key}['"]`).test(sources), `${key} is not used`);
});

test('what the address asks for comes first, then what the visitor prefers, then the page', () => {
  assert.equal(chooseLocale({ asked: 'de', preferred: ['en-GB'], page: 'en' }), 'de');
  assert.equal(chooseLocale({ asked: '', preferred: ['fr-FR', 'de-AT', 'en'], page: 'en' }), 'de-AT');
  assert.equal(chooseLocale({ asked: 'tlh', preferred: ['fr'], page: 'de' }), 'de');
  assert.equal(chooseLocale({ asked: 'de-???', preferred: ['EN-gb'], page: 'de' }), 'EN-gb');
  assert.equal(chooseLocale({ preferred: undefined, page: undefined }), 'en');
});

test('values stand in their places, and numbers choose their form', () => {
  assert.equal(text('toldFound', { count: 1 }), '1 product found.');
  assert.equal(text('toldFound', { count: 7 }), '7 products found.');
  assert.equal(text('target', { total: '$& {target}', target: '9' }), '$& {target} of 9');
});
