import { Approach } from './approach.js';
import { cancelPaint, prefersStillness, requestPaint, watchVisibility } from './frames.js';
import { LiveElement, reflect } from './live-element.js';
import { setText } from './markup.js';
import { numberFormat, numberFormatAt } from './number-format.js';
import { adoptStyle } from './shadow-style.js';
import { joinSource } from './total-sources.js';
import { pageOrigin, readWatch } from './watch-attributes.js';

const NOTHING = '–';
const STYLE = `
  :host { display: inline-block; color: var(--live-total-color, inherit); font-variant-numeric: tabular-nums; }
  :host([hidden]) { display: none; }
  :host([state]:not([state="live"])) { opacity: var(--live-total-stale-opacity, 0.7); }`;

/**
 * `<live-total src="https://totals.shop.example" category="electronics" product="A1">`: a total that moves to its newest value.
 * With `window="24h"` it is what was ordered within that span.
 * Without `src` it asks the server that this module was loaded from; without any of the three it shows its property `value`.
 * Until there is a total it shows what the page wrote into it, or a dash. After the next frame the attribute `value` carries the
 * newest total, exactly, while the text is still on its way. The attribute `state` is one of "connecting", "live", "stale" (a
 * number that may be old), "unknown" (the server has no such product, or it was retired) and "failed"; the last two are
 * explained by a warning in the console. Events: `total`, `gone` and `status`, as of LiveOrders. The property `token` is as of LiveOrders, too, and no
 * attribute: pages are copied. Style it with ::part(number), [state], --live-total-color
 * and --live-total-stale-opacity. It announces nothing: numbers that move in the ears of a reader help nobody.
 */
export class LiveTotal extends LiveElement {
  static observedAttributes = ['src', 'category', 'product', 'window'];

  #value; // what was last received; undefined until then
  #approach;
  #format;
  #unobserve;

  static define(name = 'live-total') {
    LiveTotal.defineAs(name);
  }

  constructor() {
    super();
    const number = document.createElement('span');
    number.part = 'number';
    number.append(document.createElement('slot'));
    const root = this.attachShadow({ mode: 'open' });
    adoptStyle(root, STYLE);
    root.append(number);
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    if (value === this.#value) return;
    if (!Number.isFinite(value)) return this.#forget();
    const isFirst = this.#value === undefined;
    this.#value = value;
    this.#approach ??= new Approach();
    this.#approach.target = value;
    requestPaint(this, isFirst);
  }

  connectedCallback() {
    this.upgrade('value');
    this.#format = numberFormatAt(this);
    this.#unobserve = watchVisibility(this);
    if (this.#value !== undefined) requestPaint(this);
    else if (!this.textContent.trim()) setText(this, NOTHING);
    this.settle();
  }

  disconnectedCallback() {
    cancelPaint(this);
    this.#unobserve();
    this.settle();
  }

  /** See frames.js; true while the number still moves. */
  paint(now, seen) {
    if (this.getAttribute('value') !== String(this.#value)) this.setAttribute('value', this.#value);
    this.#show(seen && !prefersStillness() ? this.#approach.at(now) : this.#approach.finish());
    return !this.#approach.isDone;
  }

  readWatch() {
    return readWatch(this);
  }

  follow(watch, isAnother) {
    if (isAnother) this.#forget();
    if (watch?.product) return joinSource(this.#member(watch));
    if (watch && !watch.fault) this.removeAttribute('state');
    return undefined;
  }

  #member({ server, category, product, window }) {
    const because = {
      unknown: `${server} has no product "${product}" in a category "${category}".`,
      failed: `${server} cannot be watched: no Live Orders server answers there, it does not list ${pageOrigin()} in`
        + " http.allowedOrigins, or this page's Content-Security-Policy does not list it in connect-src."
        + (window ? ` Or its windows.spans does not list ${window}.` : ''),
    };
    return {
      server,
      category,
      product,
      window,
      token: () => this.token,
      isBlank: () => this.#value === undefined,
      hear: (change) => {
        this.value = window ? change.windows?.[window] : change.total;
        this.tell('total', change);
      },
      lose: (change) => {
        this.#forget();
        this.tell('gone', change);
      },
      show: (state, status) => {
        this.showState(state, because[state]);
        if (status) this.tell('status', status);
      },
    };
  }

  /** The total of another product is no beginning for this one's. */
  #forget() {
    cancelPaint(this);
    this.#value = this.#approach = undefined;
    this.removeAttribute('value');
    setText(this, NOTHING);
  }

  #show(number) {
    const text = (this.#format ??= numberFormat()).format(number);
    if (text === this.textContent) return;
    // A style sheet can shrink long numbers until they fit their card.
    if (text.length !== this.textContent.length) this.style.setProperty('--digits', text.length);
    setText(this, text);
  }
}

reflect(LiveTotal);
