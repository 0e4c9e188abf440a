import { placeInOrder } from './glide.js';
import { lengthOf, paceOf } from './product-text.js';

/**
 * `<board-chunk>`: the cards of some products that follow each other on a board; their document lies empty until `fill` is
 * called, and again after `empty`. Entries are `{product, total, count, series, order}`, and belong to the board. Cards are kept by id in a
 * map, never looked up with a selector, and one that is already there stays the same element, so that its number goes on
 * from where it is. For the style sheet there is
 * `--cards`, how many there are, by which it reserves room.
 */
export class BoardChunk extends HTMLElement {
  #entries = [];
  #items = new Map();
  #view = {};
  #isFilled = false;
  #isSeen = true;

  static define() {
    if (!customElements.get('board-chunk')) customElements.define('board-chunk', BoardChunk);
  }

  get isFilled() {
    return this.#isFilled;
  }

  /**
   * Shows exactly these entries, in this order.
   *
   * @param view `{first, count, fits, paused, windowName}`: the place of the first on the board, how many that has, how long an
   *   exact number may be, whether numbers that are shown already stay as they are, and the window that is counted
   */
  show(entries, view) {
    this.#entries = entries;
    this.#view = view;
    this.style.setProperty('--cards', entries.length);
    if (this.#isFilled) this.#render();
  }

  fill() {
    if (this.#isFilled) return;
    this.#isFilled = true;
    this.#render();
  }

  empty() {
    this.#isFilled = false;
    this.#items.clear();
    this.replaceChildren();
  }

  /** Whether the cards are on the screen, or near it; changes are not marked where nobody sees them. */
  set seen(seen) {
    this.#isSeen = seen;
    for (const item of this.#items.values()) item.seen = seen;
  }

  /** Lets exact numbers be so long from now on, and shows longer ones compact. */
  fit(fits) {
    this.#view.fits = fits;
    this.#entries.forEach((entry) => this.#compact(entry));
  }

  /** The ids of its products. */
  get ids() {
    return this.#entries.map(({ product: { id } }) => id);
  }

  /** The card of a product; undefined while there is none. */
  item(id) {
    return this.#items.get(id);
  }

  /** Shows the total of an entry. */
  update({ product: { id }, total, count }) {
    const item = this.#items.get(id);
    if (!item) return;
    item.total = total;
    item.pace = paceOf(count, this.#view.windowName);
    this.#compact({ product: { id } });
  }

  #compact({ product: { id } }) {
    const item = this.#items.get(id);
    if (item) item.compact = lengthOf(item.total) > this.#view.fits;
  }

  #render() {
    const before = this.#items;
    this.#items = new Map();
    this.#entries.forEach((entry, i) => {
      const { id } = entry.product;
      const known = before.get(id);
      before.delete(id);
      const item = known ?? document.createElement('product-item');
      this.#items.set(id, item);
      item.product = entry.product;
      item.order = entry.order;
      item.series = entry.series;
      item.setAttribute('aria-posinset', this.#view.first + i + 1);
      item.setAttribute('aria-setsize', this.#view.count);
      if (entry.total !== undefined && !(this.#view.paused && known?.total !== undefined)) this.update(entry);
      if (!known) item.seen = this.#isSeen;
    });
    for (const item of before.values()) item.remove();
    placeInOrder(this, this.#items.values());
  }
}
