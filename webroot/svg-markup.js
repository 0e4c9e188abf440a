const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Makes an element of SVG, with attributes and children. */
export function svgElement(name, attributes = {}, ...children) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}
