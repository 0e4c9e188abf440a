import { backoff } from './live-orders.js';
import { ALL } from './page-address.js';
import { persist } from './persist.js';
import { sleep } from './wake.js';

const FRUITLESS_ATTEMPTS = 4;
const SPREAD_MILLIS = 500;

/**
 * What this page knows: the categories, the products of each category it has visited, and the newest total of every product
 * it has heard of, with its count in the window that the page watches. It forgets only what was retired, so a category visited
 * before is shown at once, with its last totals. `ALL` is all categories together. Events: `categories`; `products`, `missing` and `failed`
 * with a category as detail; `total` with `{id, total, count, added}`.
 */
export class Catalogue extends EventTarget {
  #api;
  #categories = [];
  #lists = new Map(); // category → its products, in order
  #loading = new Map(); // category → the promise of its list
  #known = new Map(); // id → product, of all lists
  #totals = new Map();
  #counts = new Map(); // id → how many were ordered in the window
  #sold = new Map(); // category → how many of its bestsellers were
  #lost = new Set(); // ids that were retired a moment ago
  #strangers = new Set(); // ids that sent a total and are in no list
  #current;
  #reading; // the promise of the newest categories, while they are being read
  #isWhole = false; // whether the lists of all categories were loaded together
  #recalling = false;
  #renewal; // the promise of details that are about to be read again

  constructor(api) {
    super();
    this.#api = api;
  }

  get categories() {
    return this.#categories;
  }

  /** The name of the window that is watched, like "24h"; undefined for none. */
  windowName;

  /** What sells most: `[{category, count}]`. */
  set bestsellers(entries) {
    this.#sold.clear();
    for (const { category, count } of entries) this.#sold.set(category, (this.#sold.get(category) ?? 0) + count);
  }

  /** The category to begin with: the one that sells most, the first that has products, or else the first. */
  get first() {
    const sold = ({ category, products }) => (products > 0 ? (this.#sold.get(category) ?? 0) + 1 : 0);
    const best = Math.max(...this.#categories.map(sold));
    return this.#categories.find((each) => sold(each) === best)?.category;
  }

  /** Whether something of a category is among what sells most. */
  sells(category) {
    return this.#sold.get(category) > 0;
  }

  /**
   * `[{product, list, total, count}]` in order, numbers undefined if not heard yet; undefined while the list is not loaded.
   * All categories go on without one that is new, or gone, until that is loaded, or the categories are read again.
   */
  entries(category) {
    const known = this.#namesOf(category).map((name) => this.#lists.get(name));
    const lists = category === ALL && this.#isWhole ? known.filter(Boolean) : known;
    if (!lists.length || lists.includes(undefined)) return undefined;
    const list = lists.length === 1 ? lists[0] : lists.flat();
    return list.map((product) => ({ product, list, total: this.#totals.get(product.id), count: this.#counts.get(product.id) }));
  }

  /** A product of any list that is loaded; undefined if there is none of this id. */
  find(id) {
    return this.#known.get(id);
  }

  #namesOf(category) {
    return category === ALL ? this.#categories.map(({ category: each }) => each) : [category];
  }

  /** Reads the categories. Where all are looked at, the lists of new ones are loaded, too. */
  async loadCategories() {
    const reading = persist(() => this.#api.categories(), { failed: () => this.#tell('failed') });
    this.#reading = reading;
    try {
      this.#categories = await reading;
    } finally {
      if (this.#reading === reading) this.#reading = undefined;
    }
    this.#tell('categories');
    if (this.#current === ALL) this.loadRest();
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
    return this.#loadOnce(category);
  }

  #loadOnce(category) {
    if (!this.#loading.has(category)) {
      const load = category === ALL ? this.#loadAll() : this.#load(category);
      this.#loading.set(category, load.finally(() => this.#loading.delete(category)));
    }
    return this.#loading.get(category);
  }

  async #loadAll() {
    if (!this.#categories.length) await (this.#reading ?? this.loadCategories());
    const totals = this.#lists.size ? undefined : this.#loadTotals(ALL);
    await Promise.all([totals, ...this.#namesOf(ALL).map((category) => this.#loadOnce(category))]);
    this.#isWhole = true;
    this.#tell('products', ALL);
  }

  /**
   * Reads categories and products again because some changed: once for all changes of a moment, and not in the same moment
   * as every other page.
   */
  renew() {
    this.#renewal ??= sleep(Math.random() * SPREAD_MILLIS).then(() => {
      this.#renewal = undefined;
      const underWay = this.#loading.get(this.#current); // may be from before the change
      const refresh = () => this.#current && this.refresh();
      return Promise.allSettled([this.loadCategories(), Promise.resolve(underWay).then(refresh, refresh)]);
    });
    return this.#renewal;
  }

  /** Loads the lists that nobody looked at yet, for the names of their products. */
  async loadRest() {
    const rest = this.#categories.map(({ category }) => category).filter((each) => !this.#lists.has(each) && !this.#loading.has(each));
    await Promise.all(rest.map((category) => this.#loadOnce(category)));
  }

  /** Lets something else be watched: what is told of it meanwhile is from before, and replaces nothing that is known. */
  recall(watch) {
    this.#recalling = true;
    watch();
    this.#recalling = false;
  }

  /** Takes a total from the socket; `added` is what was ordered since the last one, undefined for the first. */
  receive({ id, total, windows }) {
    const before = this.#totals.get(id);
    if (this.#recalling && before !== undefined) return;
    this.#totals.set(id, total);
    const count = windows?.[this.windowName];
    if (count !== undefined) this.#counts.set(id, count);
    const added = before === undefined ? undefined : total - before;
    if (this.#known.has(id)) this.#tell('total', { id, total, count: this.#counts.get(id), added });
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
    for (const id of lost) [this.#totals, this.#counts, this.#known, this.#strangers].forEach((those) => those.delete(id));
    for (const [category, products] of this.#lists) {
      const left = products.filter(({ id }) => !lost.has(id));
      if (left.length === products.length) continue;
      this.#keep(category, left);
    }
  }

  /** Keeps the list of a category, which says how many products there are. */
  #keep(category, list) {
    this.#lists.set(category, list);
    this.#categories = this.#categories.map((each) => (each.category === category ? { ...each, products: list.length } : each));
    this.#tell('products', category);
    this.#tell('categories');
  }

  async #load(category) {
    try {
      const [products] = await Promise.all([
        persist(() => this.#api.products(category), { failed: () => this.#tell('failed', category) }),
        this.#lists.size || this.#current === ALL ? undefined : this.#loadTotals(category),
      ]);
      this.#lists.get(category)?.forEach(({ id }) => this.#known.delete(id));
      const list = products.map((product) => ({ ...product, category }));
      list.forEach((product) => this.#known.set(product.id, product));
      this.#keep(category, list);
    } catch {
      this.miss(category);
    }
  }

  /** The first totals are asked for beside the products, for the time that the first socket takes. */
  async #loadTotals(category) {
    const totals = await this.#api.totals(category, this.windowName).catch(() => []);
    for (const { id, total, windows } of totals) {
      if (this.#totals.has(id)) continue;
      this.#totals.set(id, total);
      if (windows?.[this.windowName] !== undefined) this.#counts.set(id, windows[this.windowName]);
    }
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
      await this.refresh().catch(() => {}); // which is fruitless, too
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
