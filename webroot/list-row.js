import { formatNumber, formatShare, formatSigned } from './formats.js';
import { setTextInFrame } from './frame-text.js';
import { element, setText } from './markup.js';
import { hashOf } from './page-address.js';
import { SparkLine } from './spark-line.js';

/**
 * `<list-row>`: a product of a list. It is used again for another product after `clear`. Property `product`: `{id, name, category}`.
 */
export class ListRow extends HTMLElement {
  #rank = element('span', { role: 'cell', class: 'rank' });
  #link = element('a', { dir: 'auto' });
  #id = element('bdi', { class: 'id' });
  #total = element('live-total');
  #count = element('span', { role: 'cell', class: 'count' });
  #spark = element('spark-line');
  #place;
  #share = element('span', { role: 'cell', class: 'share' });

  static define() {
    SparkLine.define();
    if (!customElements.get('list-row')) customElements.define('list-row', ListRow);
  }

  get hasTotal() {
    return this.#total.value !== undefined;
  }

  set product({ id, name, category }) {
    this.setAttribute('product-id', id);
    setText(this.#link, String(name ?? id));
    setText(this.#id, id);
    const hash = hashOf(category, id);
    if (this.#link.getAttribute('href') !== hash) this.#link.setAttribute('href', hash);
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute('role', 'row');
    this.append(
      this.#rank,
      element('span', { role: 'cell', class: 'name' }, this.#link, ' ', this.#id),
      element('span', { role: 'cell', class: 'total' }, this.#total),
      this.#count,
      element('span', { role: 'cell', class: 'curve' }, this.#spark),
      this.#share,
    );
  }

  /** Forgets the product before, so that no number moves from one to the other. */
  clear() {
    this.getAnimations().forEach((animation) => animation.cancel());
    this.#total.value = undefined;
    setTextInFrame(this.#count, '');
    setTextInFrame(this.#share, '');
  }

  /** Puts the row at a place of a list whose rows have this height in pixels. */
  place(place, height) {
    const top = `${place * height}px`;
    if (this.style.top !== top) this.style.top = top;
    if (place !== this.#place) setText(this.#rank, formatNumber(place + 1));
    this.#place = place;
  }

  update(total, count) {
    if (total !== undefined) this.#total.value = total;
    setTextInFrame(this.#count, count === undefined ? '' : formatSigned(count));
  }

  share(part) {
    setTextInFrame(this.#share, part === undefined ? '' : formatShare(part));
  }

  curve(values) {
    this.#spark.values = values;
  }
}
