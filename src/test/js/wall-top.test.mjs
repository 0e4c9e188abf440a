import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import './fake-dom.mjs';
import { Liveness } from '../../../webroot/liveness.js';
import { WallTop } from '../../../webroot/wall-top.js';
import { World } from './fakes.mjs';

let world;
let liveness;

beforeEach(() => {
  world = new World();
  globalThis.document.addEventListener = () => {};
  liveness = new Liveness(async () => {});
});

afterEach(() => {
  liveness.close();
  world.end();
});

test('bestsellers of a category that the server has no more are not shown as those of now', async () => {
  const wanted = { categories: ['garden'], rotateMillis: 0 };
  const top = new WallTop({ server: 'https://totals.example/', token: 'eyJ.x.y', wanted, liveness });
  let changes = 0;
  top.addEventListener('change', () => changes++);
  await world.pass();
  world.socket.accept({ type: 'top', window: '24h', entries: [{ id: 'G1', count: 3 }] });
  assert.equal(top.entries.length, 1);
  world.answer = async () => new Response('{}', { status: 404, headers: { 'Content-Type': 'application/problem+json' } });
  world.blocked = true;
  world.socket.end();
  await world.pass(200_000);
  assert.deepEqual([top.entries, changes], [[], 2]);
});

test('the caption is of what is shown, also while another category gets its first product, or loses its last', async () => {
  const { mock: intervals } = mock.method(globalThis, 'setInterval', () => 0);
  const wanted = { categories: [], rotateMillis: 60_000 };
  const top = new WallTop({ server: 'https://totals.example/', token: '', wanted, liveness });
  const [turn] = intervals.calls[0].arguments;
  const sell = (a, b, c) => {
    const title = (category) => category.toUpperCase();
    top.categories = Object.entries({ a, b, c }).map(([category, products]) => ({ category, title: title(category), products }));
  };
  sell(3, 0, 3);
  assert.equal(top.caption, '');
  for (const category of ['a', 'c']) {
    turn();
    await world.pass();
    assert.match(world.socket.url, new RegExp(`/top/${category}\\?`));
  }
  for (const products of [[3, 1, 3], [0, 0, 3], [3, 0, 3]]) {
    sell(...products);
    assert.equal(top.caption, 'C');
  }
});
