import { LiveOrders } from './live-orders.js';

const MOST_IDS = 50; // the server watches so many products by name, or else the whole category
const sources = new Map();

/**
 * Makes an element a watcher of one product. All that want the same category of the same server share one LiveOrders, which
 * watches just their products while these are few. Its `hear` gets the events `total` and `status`.
 *
 * @returns a function that ends it
 */
export function joinSource({ server, category, product, watcher }) {
  const key = `${server} ${category}`;
  if (!sources.has(key)) sources.set(key, new Source(server, category, () => sources.delete(key)));
  return sources.get(key).join(product, watcher);
}

class Source {
  #orders;
  #category;
  #watchers = new Map(); // product → set of watchers
  #discard;
  #changing = false;

  constructor(server, category, discard) {
    this.#discard = discard;
    this.#category = category;
    this.#orders = new LiveOrders(server);
    this.#orders.addEventListener('total', (event) => {
      this.#watchers.get(event.detail.id)?.forEach((watcher) => watcher.hear(event));
    });
    this.#orders.addEventListener('status', (event) => {
      for (const watchers of this.#watchers.values()) watchers.forEach((watcher) => watcher.hear(event));
    });
  }

  join(product, watcher) {
    if (!this.#watchers.has(product)) this.#watchers.set(product, new Set());
    this.#watchers.get(product).add(watcher);
    this.#change();
    const total = this.#orders.totals.get(product);
    if (total !== undefined) watcher.hear({ type: 'total', detail: { id: product, total } });
    watcher.hear({ type: 'status', detail: this.#orders.status });
    return () => this.#leave(product, watcher);
  }

  #leave(product, watcher) {
    this.#watchers.get(product).delete(watcher);
    if (!this.#watchers.get(product).size) this.#watchers.delete(product);
    this.#change();
  }

  /** Once for all elements that come and go in one go, so that one that moves loses nothing. */
  #change() {
    if (this.#changing) return;
    this.#changing = true;
    queueMicrotask(() => {
      this.#changing = false;
      const ids = [...this.#watchers.keys()];
      if (!ids.length) return this.#end();
      this.#orders.watch({ category: this.#category, ids: ids.length > MOST_IDS ? undefined : ids });
    });
  }

  #end() {
    this.#orders.close();
    this.#discard();
  }
}
