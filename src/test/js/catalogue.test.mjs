import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Catalogue } from '../../../webroot/catalogue.js';
import { LiveOrders } from '../../../webroot/live-orders.js';
import { World, snapshot } from './fakes.mjs';

let world;
let catalogue;
let shop; // category → ids of its products, as the server has them
let answers; // of requests that wait to be answered, by path
let failing; // the status of answers about categories; undefined while there is nothing wrong
let told;

beforeEach(() => {
  world = new World();
  world.document.addEventListener = () => {};
  shop = { electronics: ['A1'], garden: ['G1', 'G2'] };
  answers = undefined;
  failing = undefined;
  told = [];
  catalogue = new Catalogue({
    categories: () => answer('categories', () => readAll()),
    products: (category) => answer(category, () => read(category)),
    totals: async () => [],
  });
  for (const type of ['categories', 'products', 'missing', 'failed', 'total']) {
    catalogue.addEventListener(type, ({ detail }) => told.push([type, detail]));
  }
});

afterEach(() => world.end());

function readAll() {
  if (failing) throw Object.assign(new Error('not now'), { status: failing, retryable: failing === 503 });
  return Object.entries(shop).map(([category, ids]) => ({ category, title: category, products: ids.length }));
}

function read(category) {
  if (!shop[category]) throw Object.assign(new Error('unknown category'), { status: 404 });
  return shop[category].map((id) => ({ id, name: id }));
}

/** Answers at once, or when the test lets it. */
async function answer(path, make) {
  if (answers) await new Promise((resolve) => answers.push({ path, resolve }));
  return make();
}

async function letAnswer(path) {
  const [found] = answers.splice(answers.findIndex((each) => each.path === path), 1);
  assert.equal(found?.path, path);
  found.resolve();
  await world.pass();
}

async function open(category) {
  await catalogue.loadCategories();
  await catalogue.open(category);
}

const ids = (category) => catalogue.entries(category)?.map(({ product }) => product.id);
const counts = () => catalogue.categories.map(({ category, products }) => `${category} ${products}`).join();

test('what is looked at is known when it has been loaded', async () => {
  await catalogue.loadCategories();
  const loading = catalogue.open('garden');
  assert.equal(ids('garden'), undefined);
  await loading;
  assert.deepEqual(ids('garden'), ['G1', 'G2']);
  assert.equal(ids('electronics'), undefined);
  assert.equal(ids('*'), undefined);
});

test('a category that is created is among all of them, which are there meanwhile', async () => {
  await open('*');
  assert.deepEqual(ids('*'), ['A1', 'G1', 'G2']);
  shop.toys = ['T1'];
  answers = [];
  catalogue.renew();
  await world.pass(500);
  assert.deepEqual(answers.map(({ path }) => path), ['categories', 'electronics', 'garden']);
  await letAnswer('categories');
  for (const category of ['garden', 'electronics']) {
    assert.deepEqual(ids('*'), ['A1', 'G1', 'G2']);
    await letAnswer(category);
  }
  assert.deepEqual(ids('*'), ['A1', 'G1', 'G2']);
  told = [];
  await letAnswer('toys');
  assert.deepEqual(ids('*'), ['A1', 'G1', 'G2', 'T1']);
  assert.ok(told.some(([type]) => type === 'products'));
});

for (const status of [404, 503]) {
  test(`all categories go on with those that are known when these are answered ${status}, and know new products`, async () => {
    await open('*');
    failing = status;
    catalogue.renew();
    await world.pass(500);
    shop.garden.push('G3', 'G4');
    catalogue.receive({ id: 'G3', total: 1 });
    await world.pass(1_000);
    assert.deepEqual(ids('*'), ['A1', 'G1', 'G2', 'G3', 'G4']);
    await catalogue.open('garden');
    await catalogue.open('*');
    shop.toys = ['T1'];
    failing = undefined;
    catalogue.renew();
    await world.pass(3_000);
    assert.deepEqual(ids('*'), ['A1', 'G1', 'G2', 'G3', 'G4', 'T1']);
  });
}

test('what fails to be read while nothing is known leaves products to be introduced later', async () => {
  failing = 404;
  await catalogue.loadCategories().catch(() => {});
  await catalogue.open('*').catch(() => {});
  catalogue.receive({ id: 'G1', total: 1 });
  await world.pass();
  failing = undefined;
  await world.pass(3_000);
  assert.deepEqual(ids('*'), ['A1', 'G1', 'G2']);
});

test('all categories are there without one that goes before its products are read', async () => {
  await open('*');
  answers = [];
  catalogue.renew();
  await world.pass(500);
  await letAnswer('categories');
  delete shop.garden;
  await letAnswer('garden');
  assert.deepEqual(ids('*'), ['A1']);
});

test('categories that changed while their products were read are read again with these', async () => {
  answers = [];
  catalogue.loadCategories();
  catalogue.open('*');
  await letAnswer('categories');
  shop.toys = ['T1'];
  catalogue.renew();
  await world.pass(500);
  await letAnswer('categories');
  for (const category of ['electronics', 'garden']) await letAnswer(category);
  for (const category of ['electronics', 'garden', 'toys']) await letAnswer(category);
  assert.deepEqual(ids('*'), ['A1', 'G1', 'G2', 'T1']);
});

test('a category has as many products as the server says, though its list was read before', async () => {
  await open('electronics');
  await catalogue.open('garden');
  assert.equal(counts(), 'electronics 1,garden 2');
  shop.electronics.push('A2');
  catalogue.renew();
  await world.pass(500);
  assert.equal(counts(), 'electronics 2,garden 2');
  assert.deepEqual(ids('electronics'), ['A1']);
});

test('a category that is watched again tells no older totals, and nothing that was ordered twice', async () => {
  await open('*');
  const live = new LiveOrders('https://totals.shop.example');
  live.addEventListener('total', ({ detail }) => catalogue.receive(detail));
  const watch = async (watched) => {
    catalogue.recall(() => live.watch(watched));
    await world.pass();
  };
  await watch({ category: 'electronics' });
  world.socket.accept(snapshot(42, { A1: 100 }));
  await watch({ all: true });
  world.socket.accept({ ...snapshot(50, { A1: 150, G1: 7 }), category: undefined, all: true });
  told = [];
  await watch({ category: 'electronics' });
  assert.deepEqual([told, catalogue.entries('electronics')[0].total], [[], 150]);
  world.socket.say(snapshot(51, { A1: 160 }, { full: false, gen: 1 }));
  assert.deepEqual(told.map(([, { total, added }]) => [total, added]), [[160, 10]]);
  live.close();
});

test('a list that is read, or loses a product, tells how many there are', async () => {
  await open('garden');
  shop.garden.push('G3');
  await catalogue.refresh();
  assert.equal(counts(), 'electronics 1,garden 3');
  told = [];
  catalogue.lose({ id: 'G1' });
  await world.pass();
  assert.equal(counts(), 'electronics 1,garden 2');
  assert.deepEqual(told, [['products', 'garden'], ['categories', null]]);
});
