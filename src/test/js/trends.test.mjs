import assert from 'node:assert/strict';
import test, { afterEach, beforeEach } from 'node:test';
import { Problem } from '../../../webroot/problem.js';
import { Trends } from '../../../webroot/trends.js';
import { World } from './fakes.mjs';

let world;
let asked;
let answer;
let trends;

beforeEach(() => {
  world = new World();
  world.document.addEventListener = () => {};
  asked = 0;
  trends = new Trends({ trends: async () => (asked++, answer()) });
});

afterEach(() => world.end());

const curves = () => ({ series: { A1: [1, 2] }, step: '15m', from: '2026-11-27T10:00:00Z' });
const fails = (status, more) => () => {
  throw Object.assign(new Problem('no'), { status, ...more });
};

test('a server that has no curves is asked no more', async () => {
  answer = fails(404);
  trends.seen = ['A1'];
  await world.pass(60_000);
  trends.seen = ['A1', 'A2'];
  await world.pass(60_000);
  assert.equal(asked, 1);
});

test('a client that has asked too much asks again when it may', async () => {
  answer = fails(429, { retryAfterMillis: 40_000 });
  trends.seen = ['A1'];
  await world.pass(35_000);
  assert.equal(asked, 1);
  answer = curves;
  await world.pass(10_000);
  assert.deepEqual(trends.of('A1'), [1, 2]);
});

test('a server that had curves has them again', async () => {
  answer = curves;
  trends.seen = ['A1'];
  await world.pass(1_000);
  answer = fails(404);
  trends.renew();
  await world.pass(10_000);
  answer = curves;
  await world.pass(20_000);
  assert.deepEqual(trends.of('A1'), [1, 2]);
});
