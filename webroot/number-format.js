const formats = new Map();

/** How whole numbers are written in a language; in the browser's own where there is none, or none of this name. */
export function numberFormat(language) {
  if (!formats.has(language)) formats.set(language, makeFormat(language));
  return formats.get(language);
}

/** How they are written where an element stands, which may be in shadow roots: the page around these says its language. */
export function numberFormatAt(element) {
  const said = element.closest('[lang]');
  const { host } = element.getRootNode();
  return said || !host ? numberFormat(said?.lang) : numberFormatAt(host);
}

function makeFormat(language) {
  try {
    return new Intl.NumberFormat(language || undefined, { maximumFractionDigits: 0 });
  } catch {
    return new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }); // not a language that exists
  }
}
