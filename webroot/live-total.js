import { cancelPaint, prefersStillness, requestPaint } from './frames.js';
import { joinSource } from './total-sources.js';
import { setText } from './markup.js';

const TICK_MILLIS = 800;
const NOTHING = '–';
const STYLE = `
  :host { display: inline-block; color: var(--live-total-color, inherit); font-variant-numeric: tabular-nums; }
  :host([hidden]) { display: none; }
  :host([state]:not([state="live"])) { opacity: var(--live-total-stale-opacity, 0.6); }`;
let sheet;

/**
 * `<live-total src="https://totals.shop.example" category="electronics" product="A1">`: a total that ticks from what it shows
 * to its newest value. Without `src` it asks the server that this module came from; without `category` and `product` it
 * shows its property `value`. Until there is a total it shows what the page wrote into it, or a dash. After the next frame the
 * attribute `value` carries the newest total, exactly, while the text is still on its way; the attribute `state` says whether
 * it is live. Events: `total` and `status`, as of LiveOrders. Style it with ::part(number), --live-total-color and
 * --live-total-stale-opacity. It announces nothing: numbers that tick in the ears of a reader help nobody.
 */
export class LiveTotal extends HTMLElement {
  static observedAttributes = ['src', 'category', 'product'];

  #value; // what was last received; undefined until then
  #shown; // what the text says
  #from;
  #startedAt; // of the tick that runs, by the clock of the frames; undefined before its first frame
  #joined = false; // not yet while the parser, or an upgrade, sets the attributes one by one
  #leave;
  #format;

  static define(name = 'live-total') {
    if (!customElements.get(name)) customElements.define(name, LiveTotal);
  }

  constructor() {
    super();
    const number = document.createElement('span');
    number.part = 'number';
    number.append(document.createElement('slot'));
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [(sheet ??= makeSheet())];
    root.append(number);
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.#from = this.#shown ?? value;
    this.#startedAt = undefined;
    requestPaint(this);
  }

  connectedCallback() {
    this.#format = numberFormat(this.closest('[lang]')?.lang);
    if (this.#value !== undefined) requestPaint(this);
    else if (!this.textContent.trim()) setText(this, NOTHING);
    this.#join();
  }

  disconnectedCallback() {
    cancelPaint(this);
    this.#joined = false;
    this.#leave?.();
    this.#leave = undefined;
  }

  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#joined) return;
    this.#forget();
    this.#join();
  }

  /** See frames.js; true while the number still ticks. */
  paint(now) {
    if (this.#startedAt === undefined) {
      this.#startedAt = now;
      this.setAttribute('value', this.#value);
    }
    const progress = prefersStillness() ? 1 : Math.min(1, (now - this.#startedAt) / TICK_MILLIS);
    const eased = 1 - (1 - progress) ** 3;
    this.#show(progress < 1 ? Math.round(this.#from + (this.#value - this.#from) * eased) : this.#value);
    return this.#shown !== this.#value;
  }

  /** The total of another product is no beginning for this one's. */
  #forget() {
    cancelPaint(this);
    this.#value = this.#shown = undefined;
    this.removeAttribute('value');
    setText(this, NOTHING);
  }

  #join() {
    this.#joined = true;
    this.#leave?.();
    const server = new URL(this.getAttribute('src') ?? new URL('.', import.meta.url), document.baseURI).href;
    const [category, product] = [this.getAttribute('category'), this.getAttribute('product')];
    this.#leave = category && product ? joinSource({ server, category, product, watcher: this }) : undefined;
  }

  /** Called by its source. */
  hear({ type, detail }) {
    if (type === 'total') this.value = detail.total;
    else if (this.getAttribute('state') !== detail.state) this.setAttribute('state', detail.state);
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #show(number) {
    if (number === this.#shown) return;
    this.#shown = number;
    const text = this.#format.format(number);
    // A style sheet can shrink long numbers until they fit their card.
    if (text.length !== this.textContent.length) this.style.setProperty('--digits', text.length);
    setText(this, text);
  }
}

const formats = new Map();

function numberFormat(language) {
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

function makeSheet() {
  const made = new CSSStyleSheet(); // a <style> would need a hole in the page's Content-Security-Policy
  made.replaceSync(STYLE);
  return made;
}
