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

beforeEach(async () => {
  globalThis.sessionStorage = { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  globalThis.document = new EventTarget();
  globalThis.addEventListener = () => {};
  mock.timers.enable({ apis: ['setTimeout'] });
  asked = 0;
  access = () => ({ orders: true, simulated: true });
  visitor = new Visitor({
    key: '',
    access: async () => {
      asked++;
      return access();
    },
  });
  note = { hidden: true };
  pending = new EventTarget();
  noteSimulation(note, visitor, pending);
  await visitor.ask();
});

afterEach(() => {
  mock.timers.reset();
  for (const name of ['sessionStorage', 'document', 'addEventListener']) delete globalThis[name];
});

async function pass(millis) {
  mock.timers.tick(millis);
  await settle();
}

/** Lets every promise go on that can. */
async function settle() {
  for (let turn = 0; turn < 20; turn++) await undefined;
}

test('it is shown while orders are simulated, and asked again until they are not', async () => {
  assert.equal(note.hidden, false);
  await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, asked], [false, 2]);
  access = () => ({ orders: true });
  await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, asked], [true, 3]);
  await pass(10 * ASK_MILLIS);
  assert.equal(asked, 3);
});

test('an order of this page ends it at once', async () => {
  access = () => ({ orders: true });
  pending.dispatchEvent(new Event('ordered'));
  await settle();
  assert.equal(note.hidden, true);
});

test('a server that does not answer takes nothing away that it has allowed', async () => {
  access = () => {
    throw Object.assign(new Error('too many requests'), { status: 429 });
  };
  await pass(ASK_MILLIS);
  assert.deepEqual([note.hidden, visitor.rights.orders, asked], [false, true, 2]);
});

test('where nothing is simulated nothing is asked again', async () => {
  access = () => ({ orders: true });
  await visitor.ask();
  const before = asked;
  pending.dispatchEvent(new Event('ordered'));
  await pass(2 * ASK_MILLIS);
  assert.deepEqual([note.hidden, asked], [true, before]);
});
