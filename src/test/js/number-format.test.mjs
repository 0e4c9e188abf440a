import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberFormat, numberFormatAt } from '../../../webroot/number-format.js';

/** An element in a root: a document has no host. */
const at = (lang, host) => ({
  closest: () => (lang === undefined ? null : { lang }),
  getRootNode: () => ({ host }),
});

const written = (element) => numberFormatAt(element).format(1234567);

test('numbers are written in the language of the place, where the nearest element says it', () => {
  assert.equal(written(at('de')), '1.234.567');
  assert.equal(written(at('de', at('en'))), '1.234.567');
});

test('within shadow roots it is that of the page around them', () => {
  const card = at(undefined, at('de'));
  assert.equal(written(at(undefined, card)), '1.234.567');
});

test('where nobody says it, or it is none, it is that of the browser', () => {
  assert.equal(numberFormatAt(at(undefined, at(undefined))), numberFormat());
  assert.equal(written(at('no language')), new Intl.NumberFormat().format(1234567));
});
