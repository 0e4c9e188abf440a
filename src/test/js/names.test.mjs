import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { categoryName, productId } from '../../../webroot/names.js';
import { hashOf, readHash } from '../../../webroot/page-address.js';

const list = fileURLToPath(new URL('../resources/naughty-strings/blns.json', import.meta.url));
const naughty = JSON.parse(readFileSync(list, 'utf8'));

test('ids that shops have are ids, in the one form that the server keeps', () => {
  for (const id of ['A1', 'SKU/1', 'KDP-601A1M%2FMS2D', 'ELEV 5', 'ABC+1', 'caf\u00e9', '\u0414\u041e\u041c-1', 'a:b', '...', 'a,b']) {
    assert.equal(productId(id), id);
  }
  assert.equal(productId('cafe\u0301'), 'caf\u00e9');
  assert.equal(productId('\u0416'.repeat(64)), '\u0416'.repeat(64));
  assert.equal(productId('\ud83d\udc69\u200d\ud83c\udf73'), '\ud83d\udc69\u200d\ud83c\udf73');
});

test('what no server can have is no name', () => {
  for (const id of ['', '.', '..', ' a', 'a\u00a0', 'a\nb', '\u202ea', '\u2066a', 'a\ud83d', '\ufeffa', '\u3164', 'a\u200d', '\u0416'.repeat(65)]) {
    assert.equal(productId(id), undefined, JSON.stringify(id));
  }
  for (const name of ['', '-toys', '.env', '..', 'to ys', 'a/b', 'a\u202eb', 'a\u200db', 'x'.repeat(129)]) {
    assert.equal(categoryName(name), undefined, JSON.stringify(name));
  }
});

test('a category is written in lower case', () => {
  for (const [text, name] of [['Home_Garden', 'home_garden'], ['men.shoes', 'men.shoes'], ['CAFE\u0301', 'caf\u00e9'], ['\u0414\u041e\u041c', '\u0434\u043e\u043c']]) {
    assert.equal(categoryName(text), name);
  }
});

test('a hash names a category and a product, encoded or typed by hand', () => {
  assert.deepEqual(readHash('#Electronics'), { category: 'electronics', product: undefined });
  assert.deepEqual(readHash('#electronics/SKU%2F1'), { category: 'electronics', product: 'SKU/1' });
  assert.deepEqual(readHash('#electronics/SKU/1'), { category: 'electronics', product: 'SKU/1' });
  assert.deepEqual(readHash('#caf%C3%A9/50%25'), { category: 'caf\u00e9', product: '50%' });
  assert.deepEqual(readHash('#electronics/50%'), { category: 'electronics', product: '50%' });
  assert.deepEqual(readHash('#'), {});
  assert.deepEqual(readHash('#-toys/A1'), {});
});

test('every naughty string that is a name comes back from a hash as it was', () => {
  const ids = naughty.map(productId).filter((id) => id);
  const categories = naughty.map(categoryName).filter((name) => name);
  assert.ok(ids.length > 300 && categories.length > 50, `${ids.length} ids, ${categories.length} categories`);
  for (const id of ids) assert.equal(readHash(`${hashOf('toys')}/${encodeURIComponent(id)}`).product, id);
  for (const name of categories) assert.equal(readHash(hashOf(name)).category, name);
});
