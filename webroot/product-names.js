import { persist } from './persist.js';
import { Waits, sleep } from './wake.js';

const RENEW_MILLIS = 30_000; // an unknown product may be new, but no page asks for it all the time

/**
 * The names and categories of products, read whole when one is asked for that is unknown, at most twice a minute. Event `change` when
 * more are known.
 */
export class ProductNames extends EventTarget {
  #api;
  #products = new Map(); // id → {name, category}
  #categories = [];
  #reading;
  #readAt = -Infinity;
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
    if (!known) this.read();
    return known;
  }

  /** Reads all names; who asks meanwhile shares the answer. Who may not read them has none. */
  read() {
    this.#reading ??= this.#read().catch(() => {}).finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Asks again at once, if it waits to: the server has been found. */
  retry() {
    this.#waits.end();
  }

  async #read() {
    const wait = this.#readAt + RENEW_MILLIS - Date.now();
    if (wait > 0) await sleep(wait);
    this.#categories = await persist(() => this.#api.categories(), { waits: this.#waits });
    const products = new Map();
    for (const { category } of this.#categories) {
      const list = await persist(() => this.#api.products(category), { waits: this.#waits }).catch(() => []); // it was retired meanwhile
      for (const { id, name } of list) products.set(id, { name: String(name ?? id), category });
    }
    this.#products = products;
    this.#readAt = Date.now();
    this.dispatchEvent(new Event('change'));
  }
}
