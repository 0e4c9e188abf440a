const MAX_BYTES = 128;
const CATEGORY = /^[\p{L}\p{Nd}][\p{L}\p{Nd}\p{M}._-]*$/u;
const INVISIBLE = '\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0\\ufffd';
const UNPRINTABLE = new RegExp(`[\\p{Cc}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}\\p{Noncharacter_Code_Point}${INVISIBLE}]|(?![\\u200c\\u200d])\\p{Cf}`, 'u');
const NOTHING_AT_END = /^[\p{Z}\u200c\u200d]|[\p{Z}\u200c\u200d]$/u;

/** The category that a text names, as the server writes it; undefined if no server can have it. */
export function categoryName(text) {
  const name = text.normalize().toLowerCase().normalize();
  return CATEGORY.test(name) && !UNPRINTABLE.test(name) && fits(name) ? name : undefined;
}

/** The product id that a text is, as the server writes it; undefined if no server can have it. */
export function productId(text) {
  const id = text.normalize();
  const isNone = !id || id === '.' || id === '..' || UNPRINTABLE.test(id) || NOTHING_AT_END.test(id) || !fits(id);
  return isNone ? undefined : id;
}

function fits(name) {
  return new TextEncoder().encode(name).length <= MAX_BYTES;
}
