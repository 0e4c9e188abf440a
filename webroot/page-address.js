import { categoryName, productId } from './names.js';

/**
 * Reads what a URL's hash names: `#electronics`, `#Electronics`, `#electronics/A1` or `#electronics/SKU%2F1`. Answers
 * `{category, product}`; both are undefined for a hash that names neither.
 */
export function readHash(hash) {
  const [name, ...rest] = hash.replace(/^#/, '').split('/').map(decode);
  const category = categoryName(name);
  return category ? { category, product: productId(rest.join('/')) } : {};
}

/** Writes the hash of a category. */
export function hashOf(category) {
  return `#${encodeURIComponent(category)}`;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
