import { categoryName, productId } from './names.js';

/** What stands for all categories; no category has this name. */
export const ALL = '*';

/**
 * Reads what a URL's hash names: `#electronics`, `#Electronics`, `#electronics/A1` or `#electronics/SKU%2F1`, and `#*` for all.
 * Answers `{category, product}`; both are undefined for a hash that names neither.
 */
export function readHash(hash) {
  const [name, ...rest] = hash.replace(/^#/, '').split('/').map(decode);
  if (name === ALL) return { category: ALL };
  const category = categoryName(name);
  return category ? { category, product: productId(rest.join('/')) } : {};
}

/** Writes the hash of a category, or of a product in it. */
export function hashOf(category, product) {
  return `#${encodeURIComponent(category)}${product === undefined ? '' : `/${encodeURIComponent(product)}`}`;
}

/** Turns from all categories, where no more than one is allowed, to the first; who needs a key is asked for it instead. */
export function leaveAll(current, { status, catalogue, visitor }) {
  const { first } = catalogue;
  if (current !== ALL || status.state !== 'refused' || !first || visitor.rights?.read === false) return;
  location.hash = hashOf(first);
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
