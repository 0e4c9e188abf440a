import { locale } from './texts.js';

const GROUPED = /^-?[1-9]\d{0,2}([.,])(\d{2,3}\1)*\d{3}$/; // in thousands, or as in India

/** The sign before the decimals in a language, like "," in German. */
const signOf = (language) => new Intl.NumberFormat(language).formatToParts(0.5).find(({ type }) => type === 'decimal').value;

/** "24.90", as a language writes a price. */
export function writeDecimal(number, language = locale) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(number);
}

/**
 * Reads a number as people type it, and answers it as the server takes it: "1.234,5" and "1,234.5" are 1234.5. A single sign before three
 * digits, as in "1.234", is before the decimals where the language has it there, and else before thousands. What is no
 * such number stays as it was typed, and the server says what is wrong with it.
 */
export function readDecimal(typed, language = locale) {
  const number = typed.replace(/[\s'’]/g, '');
  if (!/^-?[\d.,]*$/.test(number)) return typed;
  const signs = number.match(/[.,]/g) ?? [];
  const last = signs.at(-1);
  const isOfThousands = GROUPED.test(number) && (signs.length > 1 || last !== signOf(language));
  if (isOfThousands) return number.replaceAll(last, '');
  const [, whole, decimals] = /^(.*?)(?:[.,](\d*))?$/.exec(number);
  if (!(/^-?\d*$/.test(whole) || GROUPED.test(whole)) || whole.includes(last)) return typed;
  return decimals === undefined ? whole : `${whole.replace(/[.,]/g, '')}.${decimals}`;
}
