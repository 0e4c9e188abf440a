import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const WEBROOT = fileURLToPath(new URL('../../../webroot/', import.meta.url));
const MAX_BYTES = 6_008; // of Node.js, which compresses a little less than the server, whose answer is below 6,000

const shop = mkdtempSync(join(tmpdir(), 'shop-'));
const installed = join(shop, 'node_modules', 'live-orders');
const manifest = JSON.parse(readFileSync(join(WEBROOT, 'package.json'), 'utf8'));

before(() => {
  mkdirSync(installed, { recursive: true });
  if (spawnSync('npm', ['--version']).status === 0) install();
  else copy();
});

after(() => rmSync(shop, { recursive: true }));

/** As a shop gets it, from npm's own tarball. */
function install() {
  const packed = execFileSync('npm', ['pack', '--json', '--offline', '--pack-destination', shop], { cwd: WEBROOT });
  execFileSync('tar', ['-xzf', join(shop, JSON.parse(packed)[0].filename), '-C', installed, '--strip-components=1']);
}

/** What npm would pack, where there is no npm: a machine may have Node alone. */
function copy() {
  for (const path of ['package.json', 'README.md', ...manifest.files]) {
    cpSync(join(WEBROOT, path), join(installed, path), { recursive: true });
  }
}

/** A module and all that it imports, as the package has them. */
function modules(path, found = new Map()) {
  if (found.has(path)) return found;
  assert.ok(existsSync(join(installed, path)), `${path} is not in the package`);
  const source = readFileSync(join(installed, path));
  found.set(path, source);
  for (const [, from] of String(source).matchAll(/^(?:import|export) .*'\.\/(.+)';/gm)) modules(from, found);
  return found;
}

test('LiveOrders is under 6 KB as it is served, with all that it imports', () => {
  const bytes = [...modules('live-orders.js').values()].map((source) => gzipSync(source, { level: 9 }).length);
  const sum = bytes.reduce((one, other) => one + other);
  assert.ok(sum < MAX_BYTES, `${sum} bytes`);
});

test('the package has every module that its entries import, types beside them, and nothing of the page', () => {
  const entries = Object.values(manifest.exports).flatMap((entry) => Object.values(typeof entry === 'string' ? [entry] : entry));
  assert.ok(entries.length > 4);
  for (const entry of entries) {
    if (entry.endsWith('.d.ts')) assert.ok(existsSync(join(installed, entry)), entry);
    else if (entry.endsWith('.js')) modules(entry.slice(2));
  }
  assert.equal(manifest.license, 'Apache-2.0');
  assert.equal(manifest.dependencies, undefined);
  assert.ok(existsSync(join(installed, 'README.md')));
  assert.ok(!existsSync(join(installed, 'app.js')));
});

test('a shop imports it by its name', () => {
  writeFileSync(join(shop, 'shop.mjs'), "export { LiveOrders, backoff } from 'live-orders';");
  const script = "const { LiveOrders, backoff } = await import('./shop.mjs'); const orders = new LiveOrders('https://shop.example');"
    + ' console.log(orders instanceof EventTarget, orders.status.state, backoff().next().value < 500); orders.close();';
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: shop, encoding: 'utf8' });
  assert.equal(said, 'true connecting true\n');
});

test('the package has the version of the jar', () => {
  const pom = readFileSync(fileURLToPath(new URL('../../../pom.xml', import.meta.url)), 'utf8');
  const [, version] = /<artifactId>live-orders<\/artifactId>\s*<version>(.+)<\/version>/.exec(pom);
  assert.equal(manifest.version, version);
});

test('the element names all that it needs, so that a browser asks for it at once', () => {
  const element = readFileSync(join(installed, 'live-total-element.js'), 'utf8');
  const named = Array.from(element.matchAll(/^import .*'\.\/(.+)';/gm), ([, path]) => path);
  assert.deepEqual(named.toSorted(), [...modules('live-total-element.js').keys()].filter((path) => path !== 'live-total-element.js').toSorted());
});
