import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { WallRelease } from '../../../webroot/wall-release.js';
import { World, headers } from './fakes.mjs';

let world;
let tags;
let changes;
let release;

beforeEach(() => {
  world = new World();
  tags = { 'wall.html': '"h1"', 'wall.js': '"j1"', 'wall.css': '"c1"' };
  world.answer = async (url) => ({ ok: true, status: 200, headers: headers(tags[url] && { ETag: tags[url] }) });
  changes = 0;
  release = new WallRelease(() => changes++);
});

afterEach(() => world.end());

async function round() {
  for (let i = 0; i < 3; i++) await release.probe();
}

test('it asks for the page, its script and its style in turn, and for no more than their tags', async () => {
  await round();
  assert.deepEqual(world.requests.map(({ url, method, cache }) => [url, method, cache]), [
    ['wall.html', 'HEAD', 'no-store'],
    ['wall.js', 'HEAD', 'no-store'],
    ['wall.css', 'HEAD', 'no-store'],
  ]);
  await round();
  assert.equal(changes, 0);
});

for (const part of ['wall.html', 'wall.js', 'wall.css']) {
  test(`another ${part} alone is another release, as long as it is there`, async () => {
    await round();
    tags[part] = '"2"';
    await round();
    assert.equal(changes, 1);
    tags[part] = '"1"';
    await round();
    assert.equal(changes, 2);
  });
}

test('an answer without a tag, as a proxy gives one, is no release', async () => {
  tags['wall.js'] = undefined;
  await round();
  tags['wall.js'] = '"j1"';
  await round();
  tags['wall.css'] = undefined;
  await round();
  assert.equal(changes, 0);
});

test('a server that cannot answer has not been reached', async () => {
  world.answer = async () => ({ ok: false, status: 502, headers: headers() });
  await assert.rejects(release.probe(), /502/);
});
