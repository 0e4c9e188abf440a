import { formatNumber } from './formats.js';
import { locale, text } from './texts.js';

const price = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const currencies = new Map();
let ownCurrency; // of this server

/** The length of the longest compact total, like "123.4M". */
export const COMPACT_LENGTH = 6;

/** Has prices without a currency written in this one; undefined for none. */
export function useCurrency(currency) {
  ownCurrency = currency;
}

/** "RRP €99.99"; without a currency "RRP 99.99", and what is no number as it is. */
export function formatPrice(rrp, currency) {
  if (rrp === undefined || rrp === null || rrp === '') return '';
  return text('rrp', { price: priceOf(rrp, currency) });
}

/** The same without the letters before it. */
export function priceOf(rrp, currency) {
  if (rrp === undefined || rrp === null || rrp === '') return '';
  return Number.isFinite(Number(rrp)) ? priceFormat(currency || ownCurrency).format(rrp) : String(rrp);
}

/** "37 in 24 h"; nothing where there is no such window. */
export function paceOf(count, windowName) {
  return windowName && count !== undefined ? text(`in${windowName}`, { count: formatNumber(count) }) : '';
}

/** The length of a total as it is written with separators, like 9 for "1,234,567". */
export function lengthOf(total) {
  const digits = String(total ?? 0).length;
  return digits + Math.floor((digits - 1) / 3);
}

/** In whole units, cents or thousandths, as the currency (ISO 4217) has it. */
function priceFormat(currency) {
  if (!currency) return price;
  if (!currencies.has(currency)) currencies.set(currency, makePriceFormat(currency));
  return currencies.get(currency);
}

function makePriceFormat(currency) {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency });
  } catch {
    return { format: (rrp) => `${price.format(rrp)} ${currency}` }; // a shop may count in points
  }
}
