const MAX_WARNINGS = 100;
const warnings = new Set(); // each is said once
const Base = globalThis.HTMLElement ?? class {}; // a server that renders pages imports this, too

/**
 * What all elements have in common that show something of a server: attributes that are properties as well, a token, and one
 * membership at a time. A class has `readWatch()`, which answers what to watch, `{fault, because}` where that can be nothing, or
 * undefined; and `follow(watch, isAnother)`, which begins with it and answers a function that ends it. `isAnother` tells whether
 * it watched something else before, maybe in another place of the document.
 */
export class LiveElement extends Base {
  #token;
  #joined; // what it watches, as text
  #newest; // what it watched last, as text, also while it is not in the document
  #leave;
  #settling = false; // until the attributes that change one by one have all changed

  static defineAs(name) {
    const { customElements } = globalThis;
    if (customElements && !customElements.get(name)) customElements.define(name, this);
  }

  get state() {
    return this.getAttribute('state');
  }

  get token() {
    return this.#token;
  }

  /** A function in place of another changes nothing until it is asked: a framework may make one for each rendering. */
  set token(token) {
    this.#token = token;
    if (this.isConnected) this.settle();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after && this.isConnected) this.settle();
  }

  /** What a page set before this was defined hides the accessors. */
  upgrade(...names) {
    for (const name of [...this.constructor.observedAttributes, 'token', ...names]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }

  /** Once for all changes made in one go: an element that is moved, or turns to another product and back, loses nothing. */
  settle() {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      this.#join();
    });
  }

  #join() {
    const watch = this.isConnected ? this.readWatch() : undefined;
    const wanted = watch && JSON.stringify([watch, typeof this.#token, this.#token]);
    if (wanted === this.#joined) return;
    const isAnother = Boolean(this.#newest && watch && wanted !== this.#newest);
    this.#leave?.();
    this.#leave = undefined;
    this.#joined = wanted;
    this.#newest = wanted ?? this.#newest;
    this.#leave = this.follow(watch, isAnother);
    if (watch?.fault) this.showState(watch.fault, watch.because);
  }

  showState(state, warning) {
    if (this.state !== state) this.setAttribute('state', state);
    if (!warning || warnings.has(warning) || warnings.size === MAX_WARNINGS) return;
    warnings.add(warning);
    console.warn(`<${this.localName}>: ${warning}`);
  }

  tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Gives a class properties for what is written as attributes: `element.limit = 5`. */
export function reflect(type) {
  for (const name of type.observedAttributes) {
    Object.defineProperty(type.prototype, name, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(name);
        else this.setAttribute(name, value);
      },
    });
  }
}
