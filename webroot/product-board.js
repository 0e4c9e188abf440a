import { ProductItem } from './product-item.js';

/**
 * `<product-board>`: the cards of one category. Cards are kept by id in a map, never looked up with a selector, and one
 * that is already there stays the same element, so that its number goes on ticking.
 */
export class ProductBoard extends HTMLElement {
  #items = new Map();

  static define() {
    ProductItem.define();
    if (!customElements.get('product-board')) customElements.define('product-board', ProductBoard);
  }

  /** Whether the totals are only the last ones known; they stay, marked. */
  set stale(stale) {
    this.toggleAttribute('stale', stale);
  }

  /** Shows exactly these `{product, total}`, in this order. */
  show(entries) {
    const before = this.#items;
    this.#items = new Map();
    let place = this.firstElementChild;
    for (const { product, total } of entries) {
      const item = before.get(product.id) ?? document.createElement('product-item');
      before.delete(product.id);
      this.#items.set(product.id, item);
      item.product = product;
      if (total !== undefined) item.total = total;
      while (place && before.size && this.#isGone(place, before)) place = place.nextElementSibling;
      if (item === place) place = place.nextElementSibling;
      else this.insertBefore(item, place);
    }
    for (const item of before.values()) item.remove();
  }

  /** Shows a newer total; one of a product that is not on this board is none of its business. */
  total(id, total) {
    const item = this.#items.get(id);
    if (item) item.total = total;
  }

  /** Brings the card of a product into view. */
  reveal(id) {
    this.#items.get(id)?.scrollIntoView({ block: 'nearest' });
  }

  #isGone(item, before) {
    return before.get(item.getAttribute('product-id')) === item && !this.#items.has(item.getAttribute('product-id'));
  }
}
