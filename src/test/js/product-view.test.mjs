import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, mock } from 'node:test';
import { fakeDocument } from './fake-dom.mjs';

globalThis.document = fakeDocument();
const { ProductView } = await import('../../../webroot/product-view.js');
const { formatPrice, useCurrency } = await import('../../../webroot/product-text.js');
const { readVersus } = await import('../../../webroot/wall-versus.js');

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-27T10:00:00Z');
let view;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: NOW });
  globalThis.document = fakeDocument();
  view = new ProductView();
  view.connectedCallback();
});

afterEach(() => {
  view.disconnectedCallback();
  useCurrency(undefined);
  mock.timers.reset();
});

function show(fields, total, perHour) {
  view.show({ id: 'A1', name: 'Toaster', rrp: '9.90', ...fields }, 'electronics', 'Electronics');
  view.total(total);
  view.perHour = perHour;
}

const said = (part) => view.find(part).textContent;

test('a product with a target and an end has a bar, the time that is left and a forecast', () => {
  show({ target: 1_000, endsAt: new Date(NOW + 2 * HOUR).toISOString() }, 400, 100);
  assert.equal(view.find('goal').hidden, false);
  assert.equal(said('target'), '400 of 1,000');
  assert.equal(view.find('progress').value, 0.4);
  assert.equal(said('time'), '2 h left');
  assert.match(said('forecast'), /^At this rate 600 by /);
  mock.timers.tick(HOUR);
  assert.match(said('forecast'), /^At this rate 500 by /, 'the less time is left the less is forecast');
  mock.timers.tick(HOUR);
  assert.match(said('time'), /^Ended /);
  assert.equal(said('forecast'), '');
});

test('it says when the target is reached, and that it was', () => {
  show({ target: 500 }, 400, 100);
  assert.match(said('forecast'), /^At this rate the target is reached at /);
  assert.equal(said('time'), '');
  view.total(500);
  assert.equal(said('target'), 'The target of 500 is reached.');
  assert.equal(said('forecast'), '');
});

test('a product without either has none of that', () => {
  show({}, 400, 100);
  assert.equal(view.find('goal').hidden, true);
});

test('prices have the currency of the product, or that of the server, or none', () => {
  assert.equal(formatPrice('9.90'), 'RRP 9.90');
  useCurrency('EUR');
  assert.equal(formatPrice('9.90'), 'RRP €9.90');
  assert.equal(formatPrice('990', 'JPY'), 'RRP ¥990');
  assert.equal(formatPrice('40', 'points'), 'RRP 40.00 points');
  show({ rrp: '1234.5' }, 1, 0);
  assert.equal(said('rrp'), 'RRP €1,234.50');
});

test('the wall compares today with yesterday at this time', () => {
  assert.deepEqual(readVersus({ change: 0.25, yesterday: 96 }), { words: '▲ 25% vs yesterday at this time (96)', isLess: false });
  assert.deepEqual(readVersus({ change: -0.034, yesterday: 1_500 }), { words: '▼ 3% vs yesterday at this time (1,500)', isLess: true });
  assert.deepEqual(readVersus({ change: undefined, yesterday: 0 }), { words: 'nothing yesterday by this time', isLess: false });
});
