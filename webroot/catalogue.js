import { backoff } from './live-orders.js';
import { persist } from './persist.js';
import { sleep } from './wake.js';

const FRUITLESS_ATTEMPTS = 4;
const SPREAD_MILLIS = 500;

/**
 * What this page knows: the categories, the products of each category it has visited, and the newest total of every product
 * it has heard of. It forgets only what was retired, so a category visited before is shown at once, with its last totals. Events:
 * `categories`; `products`, `missing` and `trouble` with a category as detail; `total` with `{id, total}`.
 */
export class Catalogue extends EventTarget {
  #api;
  #categories = [];
  #lists = new Map(); // category → its products, in order
  #loading = new Map(); // category → the promise of its list
  #known = new Set(); // ids in any list
  #totals = new Map();
  #lost = new Set(); // ids that were retired a moment ago
  #strangers = new Set(); // ids that sent a total and are in no list
  #current;
  #renewal; // the promise of details that are about to be read again

  constructor(api) {
    super();
    this.#api = api;
  }

  get categories() {
    return this.#categories.map((each) => ({ ...each, products: this.#lists.get(each.category)?.length ?? each.products }));
  }

  /** The category to begin with: the first that has products, or else the first. */
  get first() {
    return (this.#categories.find(({ products }) => products > 0) ?? this.#categories[0])?.category;
  }

  /** `[{product, total}]` in order, total undefined if not heard yet; undefined while the list is not loaded. */
  entries(category) {
    return this.#lists.get(category)?.map((product) => ({ product, total: this.#totals.get(product.id) }));
  }

  async loadCategories() {
    this.#categories = await persist(() => this.#api.categories(), { failed: () => this.#tell('trouble') });
    this.#tell('categories');
  }

  /** Makes a category the one that is looked at, and loads it. */
  open(category) {
    this.#current = category;
    this.#strangers.clear(); // frames still on their way may be of the category just left
    return this.refresh();
  }

  /** Loads the products of the current category again; whoever asks meanwhile shares the answer. */
  refresh() {
    const category = this.#current;
    if (!this.#loading.has(category)) {
      this.#loading.set(category, this.#load(category).finally(() => this.#loading.delete(category)));
    }
    return this.#loading.get(category);
  }

  /**
   * Reads categories and products again because some changed: once for all changes of a moment, and not in the same moment
   * as every other page.
   */
  renew() {
    this.#renewal ??= sleep(Math.random() * SPREAD_MILLIS).then(() => {
      this.#renewal = undefined;
      const underWay = this.#loading.get(this.#current); // may be from before the change
      return Promise.all([this.loadCategories(), Promise.resolve(underWay).then(() => this.#current && this.refresh())]);
    });
    return this.#renewal;
  }

  /** Takes a total from the socket. */
  receive({ id, total }) {
    this.#totals.set(id, total);
    if (this.#known.has(id)) this.#tell('total', { id, total });
    else this.#meet(id);
  }

  /** Forgets a product that was retired, together with those that are told of in the same moment. */
  lose({ id }) {
    this.#lost.add(id);
    if (this.#lost.size === 1) queueMicrotask(() => this.#forgetLost());
  }

  /** Takes note that a category does not exist, or not any more. */
  miss(category) {
    this.#lists.get(category)?.forEach(({ id }) => this.#known.delete(id));
    this.#lists.delete(category);
    this.#tell('missing', category);
  }

  #forgetLost() {
    const lost = this.#lost;
    this.#lost = new Set();
    for (const id of lost) [this.#totals, this.#known, this.#strangers].forEach((those) => those.delete(id));
    for (const [category, products] of this.#lists) {
      const left = products.filter(({ id }) => !lost.has(id));
      if (left.length === products.length) continue;
      this.#lists.set(category, left);
      this.#tell('products', category);
      this.#tell('categories');
    }
  }

  async #load(category) {
    try {
      const [products] = await Promise.all([
        persist(() => this.#api.products(category), { failed: () => this.#tell('trouble', category) }),
        this.#lists.size ? undefined : this.#loadTotals(category),
      ]);
      this.#lists.get(category)?.forEach(({ id }) => this.#known.delete(id));
      this.#lists.set(category, products);
      products.forEach(({ id }) => this.#known.add(id));
      this.#tell('products', category);
      this.#tell('categories');
    } catch {
      this.miss(category);
    }
  }

  /** The first totals are asked for beside the products, for the time that the first socket takes. */
  async #loadTotals(category) {
    const totals = await this.#api.totals(category).catch(() => []);
    for (const { id, total } of totals) if (!this.#totals.has(id)) this.#totals.set(id, total);
  }

  /** A total of an unknown product means that a product was added, or that a frame of the last category was still coming. */
  #meet(id) {
    this.#strangers.add(id);
    if (this.#strangers.size === 1) this.#introduce();
  }

  async #introduce() {
    const waits = backoff();
    let fruitless = 0;
    while (fruitless < FRUITLESS_ATTEMPTS) {
      const strangers = this.#strangers.size;
      await this.refresh();
      for (const id of this.#strangers) if (this.#known.has(id)) this.#strangers.delete(id);
      if (!this.#strangers.size) return;
      fruitless = this.#strangers.size < strangers ? 0 : fruitless + 1;
      await sleep(waits.next().value);
    }
    this.#strangers.clear();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
