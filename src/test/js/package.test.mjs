import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const WEBROOT = new URL('../../../webroot/', import.meta.url);
const MOST_BYTES = 5 * 1024;

const read = (path) => readFileSync(new URL(path, WEBROOT), 'utf8');

/** A module and all that it imports. */
function modules(path, found = new Map()) {
  if (found.has(path)) return found;
  const source = read(path);
  found.set(path, source);
  for (const [, from] of source.matchAll(/^import .* from '(.+)';$/gm)) {
    modules(new URL(from, new URL(path, 'file:///')).pathname.slice(1), found);
  }
  return found;
}

test('LiveOrders is small: all its modules, without comments and indentation', () => {
  const source = [...modules('live-orders.js').values()].join('').replace(/^ *(\/\*\*|\*).*\n|^ +| +\/\/ .*$|^import .*\n/gm, '');
  const { length } = gzipSync(source, { level: 9 });
  assert.ok(length < MOST_BYTES, `${length} bytes`);
});

test('the package has every module that its entries import, and types', () => {
  const [{ files }] = JSON.parse(execFileSync('npm', ['pack', '--dry-run', '--json', '--offline'], { cwd: fileURLToPath(WEBROOT) }));
  const packed = new Set(files.map(({ path }) => path));
  for (const entry of ['live-orders.js', 'live-total.js', 'live-total-element.js']) {
    for (const path of modules(entry).keys()) assert.ok(packed.has(path), path);
  }
  const { exports, license } = JSON.parse(read('package.json'));
  for (const { types } of Object.values(exports)) assert.ok(!types || packed.has(types.slice(2)), types);
  assert.equal(license, 'Apache-2.0');
  assert.ok(!packed.has('app.js'));
});
