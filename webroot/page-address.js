const CATEGORY = /^[a-z0-9][a-z0-9-]{0,63}$/;
const PRODUCT = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Reads what a URL's hash names: `#electronics`, `#Electronics` or `#electronics/A1`. Answers `{category, product}`; both are
 * undefined for a hash that names neither.
 */
export function readHash(hash) {
  const [name, product, ...rest] = decode(hash.replace(/^#/, '')).split('/');
  const category = name.toLowerCase();
  if (rest.length || !CATEGORY.test(category)) return {};
  return { category, product: PRODUCT.test(product ?? '') ? product : undefined };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray percent sign
  }
}
