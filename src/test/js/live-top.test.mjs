import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { fakeDocument } from './fake-dom.mjs';
import { World } from './fakes.mjs';

const { LiveTop } = await import('../../../webroot/live-top.js');
LiveTop.define();

let world;
let top;

beforeEach(async () => {
  world = new World();
  globalThis.document = Object.assign(fakeDocument(), { baseURI: 'https://shop.example/' });
  globalThis.requestAnimationFrame = (paint) => setTimeout(paint, 16);
  top = document.createElement('live-top');
  top.setAttribute('src', 'https://totals.shop.example');
  top.isConnected = true;
  top.connectedCallback();
  await world.pass();
  world.socket.accept({ type: 'top', seq: 5, entries: [{ rank: 1, id: 'A1', name: 'Toaster', count: 3 }] });
  await world.pass(500);
});

afterEach(async () => {
  top.isConnected = false;
  top.disconnectedCallback();
  await world.pass(2_000);
  delete globalThis.requestAnimationFrame;
  world.end();
});

/** As a browser does it. */
async function change(name, value) {
  const before = top.getAttribute(name);
  if (value === null) top.removeAttribute(name);
  else top.setAttribute(name, value);
  top.attributeChangedCallback(name, before, value);
  await world.pass(500);
}

const links = () => [top.shadowRoot.find('a')?.getAttribute('href'), top.shadowRoot.find('ol').textContent];

test('where its links lead changes at once, and without a list', async () => {
  assert.deepEqual(links(), [undefined, '1Toaster3']);
  await change('href', '/products/{id}');
  assert.deepEqual(links(), ['/products/A1', '1Toaster3']);
  await change('href', '/p/{id}');
  assert.deepEqual(links(), ['/p/A1', '1Toaster3']);
  await change('href', null);
  assert.deepEqual(links(), [undefined, '1Toaster3']);
  assert.equal(world.sockets.length, 1);
});
