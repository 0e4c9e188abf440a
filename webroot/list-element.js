import { cancelPaint, requestPaint, watchVisibility } from './frames.js';
import { joinList } from './list-sources.js';
import { numberFormat } from './number-format.js';
import { adoptStyle } from './shadow-style.js';

const MAX_WARNINGS = 100;
const warnings = new Set(); // each is said once
const Base = globalThis.HTMLElement ?? class {}; // a server that renders pages imports this, too

/** What `<live-top>` and `<live-trend>` have in common: an element that shows a list of a server, and what it is worth. */
export class ListElement extends Base {
  #list;
  #format;
  #token;
  #joined; // what it watches, as text
  #leave;
  #unobserve;
  #settling = false; // until the attributes that change one by one have all changed

  static defineAs(name) {
    const { customElements } = globalThis;
    if (customElements && !customElements.get(name)) customElements.define(name, this);
  }

  constructor(style) {
    super();
    adoptStyle(this.attachShadow({ mode: 'open' }), style);
  }

  get state() {
    return this.getAttribute('state');
  }

  /** The newest list, as the server tells it; undefined until there is one. */
  get list() {
    return this.#list;
  }

  get token() {
    return this.#token;
  }

  /** A function in place of another changes nothing until it is asked: a framework may make one for each rendering. */
  set token(token) {
    this.#token = token;
    if (this.isConnected) this.#settle();
  }

  connectedCallback() {
    for (const name of [...this.constructor.observedAttributes, 'token']) this.#upgrade(name);
    this.#format = numberFormat(this.closest('[lang]')?.lang);
    this.#unobserve = watchVisibility(this);
    requestPaint(this);
    this.#settle();
  }

  disconnectedCallback() {
    cancelPaint(this);
    this.#unobserve();
    this.#settle();
  }

  attributeChangedCallback(name, before, after) {
    if (before !== after && this.isConnected) this.#settle();
  }

  /** See frames.js: nothing moves here between two lists. */
  paint() {
    this.render(this.#list, this.#format);
    return false;
  }

  /** What a page set before this was defined hides the accessor. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }

  #settle() {
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
    const isAnother = this.#joined && watch;
    this.#leave?.();
    this.#leave = undefined;
    this.#joined = wanted;
    if (isAnother) this.#list = undefined;
    requestPaint(this);
    if (!watch) return;
    if (watch.fault) return this.#showState(watch.fault, watch.because);
    this.#leave = joinList({
      ...watch,
      token: () => this.#token,
      hear: (list) => this.#hear(list),
      show: (state) => this.#showState(this.isUnknown(this.#list) ? 'unknown' : state, BECAUSE[state]?.(watch)),
    });
  }

  #hear(list) {
    const isFirst = !this.#list;
    this.#list = list;
    requestPaint(this, isFirst);
    this.dispatchEvent(new CustomEvent('list', { detail: list }));
  }

  #showState(state, warning) {
    if (this.state !== state) this.setAttribute('state', state);
    if (!warning || warnings.has(warning) || warnings.size === MAX_WARNINGS) return;
    warnings.add(warning);
    console.warn(`<${this.localName}>: ${warning}`);
  }
}

const BECAUSE = {
  failed: ({ server, path, query }) =>
    `${server}${path}?${new URLSearchParams(query)} cannot be watched: the server has no such list, window or category, wants`
    + ` a token, or does not list ${location.origin} in http.allowedOrigins.`,
};

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
