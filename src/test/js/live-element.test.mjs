import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { fakeDocument } from './fake-dom.mjs';
import { World, snapshot } from './fakes.mjs';

const { LiveTop } = await import('../../../webroot/live-top.js');
const { LiveTotal } = await import('../../../webroot/live-total.js');
LiveTop.define();
LiveTotal.define('shop-total'); // other suites make <live-total> of nothing

let world;
let element;
let servers = 0;

beforeEach(() => {
  world = new World();
  globalThis.document = Object.assign(fakeDocument(), { baseURI: 'https://shop.example/' });
  globalThis.self = { origin: 'https://shop.example' };
  globalThis.matchMedia = () => ({ matches: true });
  globalThis.requestAnimationFrame = (paint) => setTimeout(paint, 16);
});

afterEach(async () => {
  await take();
  await world.pass(2_000);
  for (const name of ['self', 'matchMedia', 'requestAnimationFrame']) delete globalThis[name];
  world.end();
});

/** Makes an element that is in the document, and hears this. */
async function show(name, attributes, message) {
  element = document.createElement(name);
  element.style = { setProperty() {} };
  element.setAttribute('src', `https://totals-${servers++}.shop.example`);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  await insert();
  world.socket.accept(message);
  await world.pass(200);
}

async function insert() {
  element.isConnected = true;
  element.connectedCallback();
  await world.pass(200);
}

async function take() {
  element.isConnected = false;
  element.disconnectedCallback();
  await world.pass(200);
}

function change(name, value) {
  const before = element.getAttribute(name);
  element.setAttribute(name, value);
  element.attributeChangedCallback(name, before, value);
}

test('one that comes back for another product shows nothing of the one before', async () => {
  await show('shop-total', { category: 'electronics', product: 'A1' }, snapshot(5, { A1: 999 }));
  assert.deepEqual([element.textContent, element.state], ['999', 'live']);
  await take();
  change('product', 'A2');
  await insert();
  assert.deepEqual([element.textContent, element.value, element.getAttribute('value')], ['–', undefined, null]);
  assert.equal(element.state, 'connecting');
});

test('one that comes back for the same product shows what it had', async () => {
  await show('shop-total', { category: 'electronics', product: 'A1' }, snapshot(5, { A1: 999 }));
  await take();
  change('product', 'A2');
  change('product', 'A1');
  await insert();
  assert.deepEqual([element.textContent, element.value], ['999', 999]);
});

test('a list that comes back for another category is not that of the one before', async () => {
  const entries = [{ rank: 1, id: 'A1', name: 'Toaster', count: 3 }];
  await show('live-top', { category: 'electronics' }, { type: 'top', seq: 5, entries });
  assert.deepEqual(element.list.entries, entries);
  await take();
  change('category', 'garden');
  await insert();
  assert.deepEqual([element.list, element.state], [undefined, 'connecting']);
});
