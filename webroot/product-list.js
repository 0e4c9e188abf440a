import { glide, placeInOrder } from './glide.js';
import { ListRow } from './list-row.js';
import { element } from './markup.js';
import { Shares } from './shares.js';
import { text } from './texts.js';

const MAX_WHOLE = 200; // rows of a list that has all of them at any time
const ROW_REM = 3.25; // as in product-list.css
const OVERSCAN = 8; // rows above and below the window
const TIDY_MILLIS = 150;
const SHARE_MILLIS = 2_000;

/**
 * `<product-list>`: products as the rows of a table. Of a long one only those near the window exist, as the window scrolls. A product
 * that changes its place glides there. Property `windowName` is of the window whose counts are shown, undefined for none. Event
 * `seen` with the ids of the rows that exist, whenever these are others.
 */
export class ProductList extends HTMLElement {
  #entries = [];
  #places = new Map(); // product id → place
  #rows = new Map(); // product id → ListRow, of those that exist
  #tidying; // a timer
  #sharing; // a timer
  #shares = new Shares([]);
  #rem = 16;
  #paused = false;
  #frame = 0;
  #head = element('div', { role: 'row', class: 'head' });
  #body = element('div', { role: 'rowgroup', class: 'body' });
  #resizes = new ResizeObserver(() => this.#measure());

  static define() {
    ListRow.define();
    if (!customElements.get('product-list')) customElements.define('product-list', ProductList);
  }

  set windowName(name) {
    this.toggleAttribute('windowless', !name);
    this.#head.replaceChildren(
      head('rank', text('rank')), head('name', text('product')), head('total', text('total')),
      head('count', name ? text(`window${name}`) : ''), head('curve', text('curve')), head('share', text('share'), text('shareOf')),
    );
  }

  set stale(stale) {
    this.toggleAttribute('stale', stale);
  }

  /** While it is paused, every number that is there stays as it is; afterwards it is to be shown everything again. */
  set paused(paused) {
    this.#paused = paused;
  }

  /** How many products it shows. */
  get count() {
    return this.#entries.length;
  }

  connectedCallback() {
    if (!this.firstChild) {
      this.setAttribute('role', 'table');
      this.append(element('div', { role: 'rowgroup' }, this.#head), this.#body);
    }
    this.#resizes.observe(document.documentElement);
    addEventListener('scroll', this.#onScroll, { passive: true });
  }

  disconnectedCallback() {
    this.#resizes.disconnect();
    removeEventListener('scroll', this.#onScroll);
    clearTimeout(this.#tidying);
    clearTimeout(this.#sharing);
    this.#sharing = undefined;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** Shows exactly these `{product, total, count, series}`, in this order. */
  show(entries) {
    const before = this.#places;
    this.#entries = entries;
    this.#places = new Map(entries.map(({ product: { id } }, place) => [id, place]));
    this.#shares = new Shares(entries);
    this.setAttribute('aria-rowcount', entries.length + 1);
    this.#measure();
    this.#tidy();
    for (const [id, row] of this.#rows) {
      const moved = (before.get(id) ?? this.#places.get(id)) - this.#places.get(id);
      if (Math.abs(moved) < MAX_WHOLE) glide(row, moved);
      this.#fill(row, entries[this.#places.get(id)]);
    }
  }

  /** Shows a newer total, and the count of the window beside it. */
  total(id, total, count) {
    const entry = this.#entries[this.#places.get(id)];
    if (!entry || (this.#paused && entry.total !== undefined)) return;
    this.#shares.change(entry, { total, count });
    this.#rows.get(id)?.update(total, count);
    this.#sharing ??= setTimeout(() => this.#share(), SHARE_MILLIS);
  }

  /** Shows the curve of a product. */
  series(id, values) {
    if (!this.#paused) this.#rows.get(id)?.curve(values);
  }

  /** Brings the row of a product into view; false if there is none. */
  reveal(id) {
    if (!this.#places.has(id)) return false;
    const { top } = this.#body.getBoundingClientRect();
    scrollBy(0, top + (this.#places.get(id) + 0.5) * this.#height - innerHeight / 2);
    return true;
  }

  get #height() {
    return Math.round(ROW_REM * this.#rem);
  }

  #measure() {
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    this.style.setProperty('--row', `${this.#height}px`);
    this.#body.style.height = `${this.#entries.length * this.#height}px`;
    this.#layOut();
  }

  #onScroll = () => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#layOut();
    });
  };

  /** Makes the rows exist that are in the window, or near it; those that leave it become those that enter. */
  #layOut() {
    if (!this.isConnected) return;
    const [first, last] = this.hidden ? [0, 0] : this.#range();
    const wanted = this.#entries.slice(first, last);
    const keep = new Set(wanted.map(({ product: { id } }) => id));
    const free = [...this.#rows].filter(([id, row]) => !keep.has(id) && !(this.#places.has(id) && row.contains(document.activeElement)));
    for (const [id] of free) this.#rows.delete(id);
    let isOther = free.length > 0;
    wanted.forEach((entry, i) => {
      let row = this.#rows.get(entry.product.id);
      if (!row) {
        row = this.#enter(entry, free.pop()?.[1]);
        isOther = true;
      }
      row.place(first + i, this.#height);
    });
    for (const [, row] of free) row.remove();
    if (!isOther) return;
    clearTimeout(this.#tidying);
    this.#tidying = setTimeout(() => this.#tidy(), TIDY_MILLIS);
    this.dispatchEvent(new CustomEvent('seen', { detail: [...this.#rows.keys()] }));
  }

  #enter(entry, used) {
    const row = used ?? document.createElement('list-row');
    this.#rows.set(entry.product.id, row);
    if (used) row.clear();
    else this.#body.append(row);
    this.#fill(row, entry);
    return row;
  }

  /** Puts the rows in the order in which they stand, for readers and the keyboard; not while somebody scrolls. */
  #tidy() {
    const inOrder = [...this.#rows].sort(([one], [other]) => this.#places.get(one) - this.#places.get(other));
    placeInOrder(this.#body, inOrder.map(([, row]) => row));
  }

  /** Each order changes the shares of all products: those of the rows that exist follow now and then. */
  #share() {
    this.#sharing = undefined;
    if (!this.#paused) for (const [id, row] of this.#rows) row.share(this.#shares.of(this.#entries[this.#places.get(id)]));
  }

  #range() {
    const count = this.#entries.length;
    if (count <= MAX_WHOLE) return [0, count];
    const { top } = this.#body.getBoundingClientRect();
    const first = Math.floor(-top / this.#height) - OVERSCAN;
    const last = Math.ceil((innerHeight - top) / this.#height) + OVERSCAN;
    return [Math.min(count, Math.max(0, first)), Math.max(0, Math.min(count, last))];
  }

  #fill(row, entry) {
    row.product = entry.product;
    row.setAttribute('aria-rowindex', this.#places.get(entry.product.id) + 2);
    row.share(this.#shares.of(entry));
    if (!(this.#paused && row.hasTotal)) row.update(entry.total, entry.count);
    row.curve(entry.series);
  }
}

function head(name, label, title) {
  return element('span', { role: 'columnheader', class: name, title }, label);
}
