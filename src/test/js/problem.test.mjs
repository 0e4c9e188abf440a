import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../../webroot/problem.js';

const problem = (status, headers = {}) => Problem.of(new Response('', { status, headers }));

test('who is told to come back after hours comes after ten minutes', async () => {
  assert.equal((await problem(503, { 'Retry-After': '7' })).retryAfterMillis, 7_000);
  assert.equal((await problem(503, { 'Retry-After': '9999999' })).retryAfterMillis, 600_000);
  assert.equal((await problem(503)).retryAfterMillis, undefined);
});

test('what may have been carried out is told from what was not, as not every request is safe to repeat', async () => {
  assert.ok(Problem.noAnswer(new TypeError('no network')).isInDoubt);
  for (const status of [500, 502, 504, 524]) assert.ok((await problem(status)).isInDoubt, `${status}`);
  for (const status of [400, 408, 409, 429, 501, 503]) assert.ok(!(await problem(status)).isInDoubt, `${status}`);
});

test('a server that fails, as it may for ever, is asked again for an order alone', async () => {
  for (const status of [408, 429, 502, 503, 504]) assert.ok((await problem(status)).retryable, `${status}`);
  for (const status of [400, 404, 500, 501, 520, 524]) assert.ok(!(await problem(status)).retryable, `${status}`);
});
