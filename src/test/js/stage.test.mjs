import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import { fakeDocument, fakeElement } from './fake-dom.mjs';

const { ProductStage } = await import('../../../webroot/product-stage.js');
const { SparkLine } = await import('../../../webroot/spark-line.js');
const { Trends } = await import('../../../webroot/trends.js');

let stage;
let board;
let finder;
let trends;
let rearranged;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  mock.method(performance, 'now', () => Date.now());
  globalThis.document = fakeDocument();
  globalThis.location = { search: '?view=cards' };
  globalThis.addEventListener = () => {};
  board = part();
  finder = Object.assign(new EventTarget(), { view: 'cards', sort: 'hot', find: '' });
  trends = new Trends({ trends: async (ids) => ({ series: Object.fromEntries(ids.map((id) => [id, [0, 2]])), step: '15m', from: '' }) });
  stage = new ProductStage({ board, list: part(), finder, trends });
  rearranged = [];
  stage.addEventListener('rearrange', () => {
    rearranged.push(Date.now());
    stage.show(entries, {});
  });
  stage.show(entries, {});
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
  for (const name of ['document', 'location', 'addEventListener']) delete globalThis[name];
});

const entries = [{ product: { id: 'A1', name: 'Toaster' }, total: 3, count: 1 }];

/** A view of products that notes what it is told. */
function part() {
  const told = { totals: [], series: [] };
  return Object.assign(new EventTarget(), {
    told,
    show: () => {},
    total: (...total) => told.totals.push(total),
    series: (id, values) => told.series.push([...values]),
  });
}

async function pass(millis) {
  for (let left = millis; left > 0; left -= 50) {
    mock.timers.tick(50);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('rows change places every two seconds at most, however fast totals come, and numbers at once', async () => {
  for (let i = 0; i < 100; i++) {
    stage.total({ id: 'A1', total: 4 + i, count: 1 });
    await pass(100);
  }
  assert.equal(board.told.totals.length, 100);
  assert.equal(rearranged.length, 5);
  const pauses = rearranged.slice(1).map((at, i) => at - rearranged[i]);
  assert.ok(pauses.every((pause) => pause >= 2_000), String(pauses));
});

test('a quiet shop changes no places, nor does a page that is paused or sorted by name', async () => {
  await pass(5_000);
  finder.sort = 'name';
  stage.total({ id: 'A1', total: 4, count: 1 });
  await pass(5_000);
  finder.sort = 'hot';
  stage.paused = true;
  stage.total({ id: 'A1', total: 5, count: 1 });
  await pass(5_000);
  assert.deepEqual(rearranged, []);
});

test('a list in the order of the catalogue is not arranged anew for each order', async () => {
  Object.assign(finder, { view: 'list', sort: 'catalogue' });
  for (let i = 0; i < 40; i++) {
    stage.total({ id: 'A1', total: 4 + i, count: 1 });
    await pass(100);
  }
  assert.deepEqual(rearranged, []);
});

test('the curve of a card grows with what is ordered, at most once a second', async () => {
  board.dispatchEvent(Object.assign(new Event('seen'), { detail: ['A1'] }));
  await pass(500);
  assert.deepEqual(board.told.series, [[0, 2]]);
  for (let i = 0; i < 10; i++) trends.grow('A1', 3);
  await pass(900);
  assert.equal(board.told.series.length, 1);
  await pass(200);
  assert.deepEqual(board.told.series.at(-1), [0, 32]);
  const spark = new SparkLine();
  spark.connectedCallback();
  const heights = board.told.series.map((values) => {
    spark.values = [...values, 64];
    return spark.find('line').getAttribute('d');
  });
  assert.deepEqual(heights, ['M0 24L48 23.25L96 0', 'M0 24L48 12L96 0']);
  assert.equal(fakeElement('x').find('line'), undefined);
});
