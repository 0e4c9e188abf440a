import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { noteSimulation } from '../../../webroot/simulated-note.js';
import { Visitor } from '../../../webroot/visitor.js';

const ASK_MILLIS = 30_000;

let access; // answers what is allowed
let asked;
let visitor;
let note;
let pending;

beforeEach(() => {
  globalThis.sessionStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  globalThis.document = new EventTarget();
  globalThis.addEventListener = () => {};
  mock.timers.enable({ apis: ['setTimeout'] });
  access = () => ({ orders: true, simulated: true });
});

afterEach(() => {
  mock.timers.reset();
  for (const name of ['sessionStorage', 'document', 'addEventListener']) delete globalThis[name];
});

async function look(options) {
  asked = 0;
  visitor = new Visitor({
    key: '',
    access: async () => {
      asked++;
      return access();
    },
  });
  note = { hidden: true };
  pending = new EventTarget();
  noteSimulation(note, visitor, { pending, ...options });
  await visitor.ask();
}

async function pass(millis) {
  mock.timers.tick(millis);
  await settle();
}

/** Lets every promise go on that can. */
async function settle() {
  for (let turn = 0; turn < 20; turn++) await undefined;
}

test('it is shown while orders are simulated, and asked again until they are not, as some answers say', async () => {
  await look();
  assert.equal(note.hidden, false);
  await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, asked], [false, 2]);
  access = () => ({ orders: true });
  await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, asked], [true, 3]);
  for (let i = 0; i < 10; i++) await pass(ASK_MILLIS);
  assert.equal(asked, 6);
});

test('it comes back after an answer of a server that did not know, or failed meanwhile', async () => {
  await look();
  access = () => ({ orders: true });
  await pass(ASK_MILLIS);
  assert.equal(note.hidden, true);
  access = () => {
    throw Object.assign(new Error('it starts'), { status: 503 });
  };
  for (let i = 0; i < 10; i++) await pass(ASK_MILLIS);
  access = () => ({ orders: true, simulated: true });
  await pass(ASK_MILLIS);
  assert.equal(note.hidden, false);
});

test('a wall asks every few minutes whether they are, whatever it was told', async () => {
  access = () => ({});
  await look({ restMillis: 300_000 });
  await pass(299_000);
  assert.deepEqual([note.hidden, asked], [true, 1]);
  access = () => ({ simulated: true });
  await pass(1_000);
  assert.deepEqual([note.hidden, asked], [false, 2]);
});

test('an order of this page ends it at once', async () => {
  await look();
  access = () => ({ orders: true });
  pending.dispatchEvent(new Event('ordered'));
  await settle();
  assert.equal(note.hidden, true);
});

test('a server that does not answer takes nothing away that it has allowed', async () => {
  await look();
  access = () => {
    throw Object.assign(new Error('too many requests'), { status: 429 });
  };
  await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, visitor.rights.orders, asked], [false, true, 2]);
});

test('where nothing is simulated nothing is asked again', async () => {
  access = () => ({ orders: true });
  await look();
  pending.dispatchEvent(new Event('ordered'));
  for (let i = 0; i < 10; i++) await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, asked], [true, 1]);
});
