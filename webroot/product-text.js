const price = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });
const currencies = new Map();

/** The length of the longest compact total, like "123.4M". */
export const COMPACT_LENGTH = 6;

/** "RRP €99.99"; without a currency "RRP 99.99", and what is no number as it is. */
export function formatPrice(rrp, currency) {
  if (rrp === undefined || rrp === null || rrp === '') return '';
  if (!Number.isFinite(Number(rrp))) return `RRP ${rrp}`;
  return `RRP ${priceFormat(currency).format(rrp)}`;
}

/** "123.4M" */
export function formatCompact(total) {
  return total === undefined ? '' : compact.format(total);
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
    return new Intl.NumberFormat('en', { style: 'currency', currency });
  } catch {
    return { format: (rrp) => `${price.format(rrp)} ${currency}` }; // a shop may count in points
  }
}
