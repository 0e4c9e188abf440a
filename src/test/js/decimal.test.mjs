import assert from 'node:assert/strict';
import test from 'node:test';
import { readDecimal, writeDecimal } from '../../../webroot/decimal.js';

const PRICES = [24.9, 0.05, 0, 1_234.5, 1_234_567.89, 999_999_999.99];

test('what a language writes is read there', () => {
  for (const language of ['en', 'en-ZA', 'en-IN', 'de', 'de-AT', 'de-CH', 'de-LI']) {
    for (const price of PRICES) assert.equal(Number(readDecimal(writeDecimal(price, language), language)), price, `${price} in ${language}`);
  }
});

test('signs are told apart in every language', () => {
  for (const language of ['en', 'de']) {
    assert.equal(readDecimal('24,90', language), '24.90');
    assert.equal(readDecimal('24.90', language), '24.90');
    assert.equal(readDecimal('1.234,5', language), '1234.5');
    assert.equal(readDecimal('1,234.5', language), '1234.5');
    assert.equal(readDecimal('1.234.567', language), '1234567');
    assert.equal(readDecimal('1 234,50', language), '1234.50');
    assert.equal(readDecimal('-3', language), '-3');
    assert.equal(readDecimal('0.050', language), '0.050');
    assert.equal(readDecimal('0,050', language), '0.050');
    assert.equal(readDecimal('1234', language), '1234');
  }
  assert.equal(readDecimal('1.234', 'de'), '1234');
  assert.equal(readDecimal('1.234', 'en'), '1.234');
  assert.equal(readDecimal('1,234', 'de'), '1.234');
  assert.equal(readDecimal('1,234', 'en'), '1234');
});

test('what is no number stays as it was typed', () => {
  for (const typed of ['', 'free', '24,90 €', '1,2,3', '1,234,5', '1.23.45', '12,34.5', '--1']) assert.equal(readDecimal(typed, 'de'), typed);
});
