import { ALL } from './page-address.js';

const RATE_MILLIS = 60_000;

/**
 * The one product that the address names: it feeds `<product-view>`. The rate of an hour is asked for once a minute while a product
 * is looked at.
 */
export class ProductFocus {
  #view;
  #api;
  #catalogue;
  #trends;
  #id;
  #timer;

  constructor(view, { api, catalogue, trends }) {
    this.#view = view;
    this.#api = api;
    this.#catalogue = catalogue;
    this.#trends = trends;
    trends.addEventListener('series', ({ detail }) => detail === this.#id && (view.values = trends.of(detail)));
  }

  /** The id of the product; undefined while none is shown. */
  get id() {
    return this.#id;
  }

  /** Shows a product of what is shown under a title, or none. */
  show(entry, category = ALL, title = '') {
    const id = entry?.product.id;
    const isAnother = id !== this.#id;
    this.#id = id;
    this.#view.hidden = !entry;
    if (isAnother) clearInterval(this.#timer);
    if (!entry) return;
    this.#view.show(entry.product, category, title);
    this.#view.total(entry.total, entry.count, this.#catalogue.windowName);
    this.#view.order = entry.order;
    this.#view.values = this.#trends.of(id);
    if (!isAnother) return;
    this.#trends.seen = [id];
    this.#timer = setInterval(() => this.#askRate(), RATE_MILLIS);
    this.#askRate();
  }

  total({ id, total, count }) {
    if (id === this.#id) this.#view.total(total, count, this.#catalogue.windowName);
  }

  order(id, order) {
    if (id === this.#id) this.#view.order = order;
  }

  async #askRate() {
    const id = this.#id;
    const { series } = await this.#api.trends([id], '1h').catch(() => ({}));
    if (id === this.#id && series?.[id]) this.#view.perHour = series[id].reduce((sum, amount) => sum + amount, 0);
  }
}
