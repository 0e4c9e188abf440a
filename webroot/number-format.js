const formats = new Map();

/** How whole numbers are written in a language; in the browser's own where there is none, or none of this name. */
export function numberFormat(language) {
  if (!formats.has(language)) formats.set(language, makeFormat(language));
  return formats.get(language);
}

function makeFormat(language) {
  try {
    return new Intl.NumberFormat(language || undefined, { maximumFractionDigits: 0 });
  } catch {
    return new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }); // not a language that exists
  }
}
