const sheets = new Map(); // by their text

/**
 * Styles a shadow root by a sheet that all roots with the same style share. A style element would need a hole in the page's
 * Content-Security-Policy, so it is for browsers that know no other way (Safari before 16.4).
 */
export function adoptStyle(root, style) {
  try {
    if (!sheets.has(style)) sheets.set(style, makeSheet(style));
    root.adoptedStyleSheets = [sheets.get(style)];
  } catch {
    const element = document.createElement('style');
    element.textContent = style;
    root.append(element);
  }
}

function makeSheet(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}
