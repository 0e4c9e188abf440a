import { cancelPaint, requestPaint, watchVisibility } from './frames.js';
import { joinList } from './list-sources.js';
import { LiveElement } from './live-element.js';
import { numberFormatAt } from './number-format.js';
import { adoptStyle } from './shadow-style.js';
import { pageOrigin } from './watch-attributes.js';

/** What `<live-top>` and `<live-trend>` have in common: an element that shows a list of a server, and what it is worth. */
export class ListElement extends LiveElement {
  #list;
  #format;
  #unobserve;

  constructor(style) {
    super();
    adoptStyle(this.attachShadow({ mode: 'open' }), style);
  }

  /** The newest list, as the server tells it; undefined until there is one. */
  get list() {
    return this.#list;
  }

  connectedCallback() {
    this.upgrade();
    this.#format = numberFormatAt(this);
    this.#unobserve = watchVisibility(this);
    requestPaint(this);
    this.settle();
  }

  /** Not every attribute says what to watch. */
  attributeChangedCallback(name, before, after) {
    super.attributeChangedCallback(name, before, after);
    if (before !== after && this.isConnected) requestPaint(this);
  }

  disconnectedCallback() {
    cancelPaint(this);
    this.#unobserve();
    this.settle();
  }

  /** See frames.js: nothing moves here between two lists. */
  paint() {
    this.render(this.#list, this.#format);
    return false;
  }

  follow(watch, isAnother) {
    if (isAnother) this.#list = undefined;
    requestPaint(this);
    if (!watch || watch.fault) return undefined;
    return joinList({
      ...watch,
      token: () => this.token,
      hear: (list) => this.#hear(list),
      show: (state) => this.showState(this.isUnknown(this.#list) ? 'unknown' : state, BECAUSE[state]?.(watch)),
    });
  }

  #hear(list) {
    const isFirst = !this.#list;
    this.#list = list;
    requestPaint(this, isFirst);
    this.tell('list', list);
  }
}

const BECAUSE = {
  failed: ({ server, path, query }) =>
    `${server}${path}?${new URLSearchParams(query)} cannot be watched: the server has no such list, window or category, wants`
    + ` a token, or does not list ${pageOrigin()} in http.allowedOrigins.`,
};
