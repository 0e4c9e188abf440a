import { LiveFeed } from './live-feed.js';
import { readPulse } from './shop-pulse.js';

const MAX_LOADED = 2_000; // products whose names are read, for sales of categories that nobody looked at

/**
 * The parts of the page that show the shop as a whole: its two figures, and what was sold just now. They are hidden where the
 * server does not tell these things, and stand still while the page is paused.
 */
export class WholeShop {
  #figures;
  #justNow;
  #list;
  #catalogue;
  #recent;
  #paused = false;
  #asked = false; // for the names of other categories

  /**
   * @param figures `<shop-figures>`
   * @param justNow the part of the page that has the `<last-sales>`
   * @param token that is shown to the server; empty for none
   * @param refused told when the server wants a valid one
   */
  constructor(server, { figures, justNow, catalogue, token, refused }) {
    this.#figures = figures;
    this.#justNow = justNow;
    this.#list = justNow.querySelector('last-sales');
    this.#catalogue = catalogue;
    const trends = new LiveFeed(server, 'trends?span=1h', token);
    trends.addEventListener('message', ({ detail }) => (figures.pulse = readPulse(detail)));
    trends.addEventListener('absent', () => (figures.hidden = true));
    const recent = new LiveFeed(server, `recent?limit=${this.#list.rows}`, token);
    recent.addEventListener('message', ({ detail }) => this.#show(detail));
    recent.addEventListener('absent', () => (justNow.hidden = true));
    trends.addEventListener('refused', () => {
      figures.hidden = justNow.hidden = true;
      refused();
    });
    catalogue.addEventListener('products', () => this.#recent && this.#show(this.#recent));
  }

  set paused(paused) {
    this.#paused = this.#figures.paused = paused;
    if (this.#recent) this.#show(this.#recent);
  }

  #show(recent) {
    this.#recent = recent;
    if (this.#paused) return;
    this.#justNow.toggleAttribute('sampled', Boolean(recent.sampled));
    const entries = recent.entries.map((entry) => ({ ...entry, name: this.#catalogue.find(entry.id)?.name }));
    if (entries.some(({ name }) => name === undefined)) this.#learnNames();
    this.#list.sales = { ...recent, entries };
  }

  /** Once: who sells a hundred thousand products has their ids here. */
  #learnNames() {
    if (this.#asked || !this.#catalogue.categories.length) return;
    this.#asked = true;
    const { categories } = this.#catalogue;
    const products = categories.reduce((sum, category) => sum + category.products, 0);
    if (products <= MAX_LOADED) this.#catalogue.loadRest();
  }
}
