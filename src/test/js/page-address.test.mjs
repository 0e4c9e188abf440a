import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { ALL, leaveAll } from '../../../webroot/page-address.js';

const refused = { state: 'refused' };
const nobody = { rights: { read: false } };
const everybody = { rights: {} };

beforeEach(() => {
  globalThis.location = { hash: '#*' };
});

afterEach(() => {
  delete globalThis.location;
});

test('who may not watch all categories is shown the first', () => {
  leaveAll(ALL, { status: { state: 'live' }, catalogue: { first: 'toys' }, visitor: everybody });
  leaveAll('garden', { status: refused, catalogue: { first: 'toys' }, visitor: everybody });
  assert.equal(location.hash, '#*');
  leaveAll(ALL, { status: refused, catalogue: { first: 'toys' }, visitor: everybody });
  assert.equal(location.hash, '#toys');
});

test('who needs a key, or knows no category, stays, and has all with the key', () => {
  for (const visitor of [nobody, everybody, {}]) leaveAll(ALL, { status: refused, catalogue: { first: undefined }, visitor });
  leaveAll(ALL, { status: refused, catalogue: { first: 'toys' }, visitor: nobody });
  assert.equal(location.hash, '#*');
});
