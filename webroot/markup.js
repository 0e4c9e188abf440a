/**
 * Makes an element. Attributes are written as in HTML; true means present, false and undefined mean absent. Strings among
 * the children become text, never markup, wherever they came from.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(attribute, '');
    else if (value !== false && value !== undefined) made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}

/** Sets the text of an element, and touches the document only if that changes something. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
