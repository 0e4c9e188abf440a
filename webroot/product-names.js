import { persist } from './persist.js';
import { Waits } from './wake.js';

const RENEW_MILLIS = 30_000; // an unknown product may be new, but no page asks for it all the time
const SETTLE_MILLIS = 2_000; // a change of names is seldom alone
const REST_MILLIS = 20_000; // from one reading to the next, while they go on changing
const SPREAD_MILLIS = 8_000; // not all walls that are told of it ask at once

/**
 * The names and categories of products, read whole when one is asked for that is unknown, at most twice a minute, and within
 * ten seconds when some have changed, half a minute if they go on changing. Event `change` when they were read.
 */
export class ProductNames extends EventTarget {
  #api;
  #products = new Map(); // id → {name, category}
  #categories = [];
  #reading;
  #readAt = -Infinity; // when that began the last time, also in vain
  #dueAt = Infinity; // when they are read again
  #isRenewing = false; // whether that is because some have changed
  #timer;
  #waits = new Waits(); // for a server that did not answer

  constructor(api) {
    super();
    this.#api = api;
  }

  /** `[{category, title, products}]` */
  get categories() {
    return this.#categories;
  }

  /** `{name, category}` of a product; undefined while it is not known. */
  of(id) {
    const known = this.#products.get(id);
    if (!known && !this.#reading) this.#plan(this.#readAt + RENEW_MILLIS);
    return known;
  }

  /** Reads all names; who asks meanwhile shares the answer. Who may not read them has none. */
  read() {
    this.#reading ??= this.#read().catch(() => {}).finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Reads all names again soon, as some have changed. */
  renew() {
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    this.#plan(Math.max(Date.now() + SETTLE_MILLIS, this.#readAt + REST_MILLIS) + Math.random() * SPREAD_MILLIS);
  }

  /** Asks again at once, if it waits to: the server has been found. */
  retry() {
    this.#waits.end();
  }

  /** Plans to read them; what is planned for an earlier moment stays. */
  #plan(dueAt) {
    if (dueAt >= this.#dueAt) return;
    const wait = dueAt - Date.now();
    if (wait <= 0) return void this.read();
    this.#dueAt = dueAt;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      this.#unplan();
      await this.#reading; // which may have begun before the change
      this.read();
    }, wait);
  }

  /** The products of a category that was retired meanwhile, or that the server cannot tell now. */
  #knownOf(category) {
    return Array.from(this.#products, ([id, known]) => ({ id, ...known })).filter((known) => known.category === category);
  }

  #unplan() {
    clearTimeout(this.#timer);
    this.#dueAt = Infinity;
    this.#isRenewing = false;
  }

  async #read() {
    this.#unplan();
    this.#readAt = Date.now();
    this.#categories = await persist(() => this.#api.categories(), { waits: this.#waits });
    const products = new Map();
    for (const { category } of this.#categories) {
      const list = await persist(() => this.#api.products(category), { waits: this.#waits }).catch(() => this.#knownOf(category));
      for (const { id, name } of list) products.set(id, { name: String(name ?? id), category });
    }
    this.#products = products;
    this.dispatchEvent(new Event('change'));
  }
}
