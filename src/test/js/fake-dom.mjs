/** As much of a document as the elements of the page need to be made and filled, for tests without a browser. */
class FakeElement extends EventTarget {
  childNodes = [];
  hidden = false;
  #attributes = new Map();
  #text = '';

  constructor(name = new.target.name) {
    super();
    this.localName = name;
    this.classList = { toggle: (word, on) => this.toggleAttribute(`class-${word}`, on) };
  }

  get firstChild() {
    return this.childNodes[0];
  }

  get lastChild() {
    return this.childNodes.at(-1);
  }

  get children() {
    return this.childNodes.filter((child) => child instanceof FakeElement);
  }

  get firstElementChild() {
    return this.children[0] ?? null;
  }

  get textContent() {
    return this.childNodes.length ? this.childNodes.map((child) => child.textContent ?? child).join('') : this.#text;
  }

  set textContent(text) {
    this.childNodes = [];
    this.#text = text;
  }

  append(...children) {
    this.childNodes.push(...children);
    for (const child of children) if (child instanceof FakeElement) child.parentNode = this;
  }

  appendChild(child) {
    this.append(child);
    return child;
  }

  replaceChildren(...children) {
    this.childNodes = [];
    this.append(...children);
  }

  remove() {
    if (!this.parentNode) return;
    this.parentNode.childNodes = this.parentNode.childNodes.filter((child) => child !== this);
    this.parentNode = undefined;
  }

  attachShadow() {
    return (this.shadowRoot = new FakeElement('shadow-root'));
  }

  getRootNode() {
    return this.parentNode?.getRootNode() ?? this;
  }

  closest() {
    return null;
  }

  setAttribute(name, value) {
    this.#attributes.set(name, String(value));
  }

  getAttribute(name) {
    return this.#attributes.get(name) ?? null;
  }

  hasAttribute(name) {
    return this.#attributes.has(name);
  }

  removeAttribute(name) {
    this.#attributes.delete(name);
  }

  toggleAttribute(name, on = !this.hasAttribute(name)) {
    if (on) this.setAttribute(name, '');
    else this.removeAttribute(name);
  }

  /** The first element inside of this class or name. */
  find(what) {
    for (const child of this.childNodes) {
      if (!(child instanceof FakeElement)) continue;
      if (child.localName === what || child.getAttribute('class') === what) return child;
      const inside = child.find(what);
      if (inside) return inside;
    }
    return undefined;
  }
}

const defined = new Map();

Object.assign(globalThis, {
  HTMLElement: FakeElement,
  customElements: {
    get: (name) => defined.get(name),
    define: (name, type) => defined.set(name, type),
  },
});

/** Makes the document; elements that are defined are made by their classes. */
export function fakeDocument() {
  const make = (name) => (defined.has(name) ? new (defined.get(name))() : new FakeElement(name));
  return Object.assign(new FakeElement('document'), {
    visibilityState: 'visible',
    documentElement: { lang: 'en' },
    createElement: make,
    createElementNS: (namespace, name) => make(name),
  });
}

export const fakeElement = (name) => new FakeElement(name);
