import { BoardChunk } from './board-chunk.js';
import { onIdle } from './idle.js';
import { ProductItem } from './product-item.js';
import { COMPACT_LENGTH, lengthOf } from './product-text.js';

const MAX_WHOLE = 60; // cards of a board that is not in chunks
const MAX_FILLED = 1_200; // cards of a board that has all of them at any time
const NEAR = '100%'; // of the height of the window
const CARD_REM = 17.5; // at least, as in product-item.css
const SMALLEST_REM = 2; // of a number, below which it is shown compact
const PADDING_REM = 3.5;
const DIGIT_EM = 0.62; // as in product-item.css

/**
 * `<product-board>`: products as cards. Many are in chunks of a few rows: those near the screen are there at once,
 * and the others when there is time; of a very large board only those near the screen are. All numbers have one size.
 * Attributes: `stale`, `orderable`, `chunked`; for the style sheet `--columns`, and `--board-digits`, the length of the longest
 * number. Event `seen` with the ids of the products near the screen.
 */
export class ProductBoard extends HTMLElement {
  #entries = new Map(); // product id → entry, with its chunk
  #chunks = [];
  #columns = 1;
  #fits = Infinity; // digits, at the smallest size
  #digits = 0;
  #paused = false;
  #windowName;
  #onScreen = new Set(); // chunks
  #stopFilling = () => {};
  #sights = new IntersectionObserver((sights) => sights.forEach((sight) => this.#see(sight)), { rootMargin: `${NEAR} 0px` });
  #resizes = new ResizeObserver(() => this.#measure());

  static define() {
    [ProductItem, BoardChunk].forEach((part) => part.define());
    if (!customElements.get('product-board')) customElements.define('product-board', ProductBoard);
  }

  /** Whether the totals are only the last ones known; they stay, marked. */
  set stale(stale) {
    this.toggleAttribute('stale', stale);
  }

  /** Whether cards have their button. */
  set orderable(orderable) {
    this.toggleAttribute('orderable', orderable);
  }

  /** The name of the window whose counts are shown; undefined for none. */
  set windowName(name) {
    this.#windowName = name;
  }

  /** While it is paused, every number that is there stays as it is; afterwards it is to be shown everything again. */
  set paused(paused) {
    this.#paused = paused;
  }

  /** How many products it shows. */
  get count() {
    return this.#entries.size;
  }

  connectedCallback() {
    this.#resizes.observe(this);
    this.#chunks.forEach((chunk) => this.#sights.observe(chunk));
    this.#fill();
  }

  disconnectedCallback() {
    this.#resizes.disconnect();
    this.#sights.disconnect();
    this.#stopFilling();
  }

  /** Shows exactly these `{product, total, count, series, order}`, in this order. */
  show(entries) {
    this.#entries = new Map(entries.map((entry) => [entry.product.id, entry]));
    this.#measure();
    this.#divide();
    this.#resize();
    this.#fill();
  }

  /** Shows a newer total and count; those of a product that is not on this board are none of its business. */
  total(id, total, count) {
    const entry = this.#entries.get(id);
    if (!entry || (this.#paused && entry.total !== undefined)) return;
    Object.assign(entry, { total, count });
    entry.chunk.update(entry);
    if (lengthOf(total) > this.#digits) this.#resize();
  }

  /** Shows the curve of a product. */
  series(id, values) {
    const item = this.#paused ? undefined : this.#entries.get(id)?.chunk.item(id);
    if (item) item.series = values;
  }

  /** Shows the state of the order of a product. */
  order(id, order) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.order = order;
    const item = entry.chunk.item(id);
    if (item) item.order = order;
  }

  /** Brings the card of a product into view; false if there is none. */
  reveal(id) {
    for (const each of this.querySelectorAll('[chosen]')) each.removeAttribute('chosen');
    const chunk = this.#entries.get(id)?.chunk;
    if (!chunk) return false;
    chunk.fill();
    chunk.item(id).setAttribute('chosen', '');
    chunk.item(id).scrollIntoView({ block: 'nearest' });
    return true;
  }

  /** Chunks are of whole rows, so that none ends in the middle of one. */
  #divide() {
    const list = [...this.#entries.values()];
    const count = list.length;
    const size = count <= MAX_WHOLE ? MAX_WHOLE : this.#columns * (this.#columns === 1 ? 8 : 4);
    this.#setChunks(Math.ceil(count / size));
    this.#chunks.forEach((chunk, i) => {
      const part = list.slice(i * size, (i + 1) * size);
      for (const entry of part) entry.chunk = chunk;
      chunk.show(part, { first: i * size, count, fits: this.#fits, paused: this.#paused, windowName: this.#windowName });
    });
    this.#chunks[0]?.fill();
    this.#tellSeen();
  }

  #setChunks(count) {
    this.toggleAttribute('chunked', count > 1);
    while (this.#chunks.length > count) {
      const chunk = this.#chunks.pop();
      this.#onScreen.delete(chunk);
      this.#sights.unobserve(chunk);
      chunk.remove();
    }
    while (this.#chunks.length < count) {
      const chunk = document.createElement('board-chunk');
      this.#chunks.push(chunk);
      this.append(chunk);
      this.#sights.observe(chunk);
    }
  }

  get #isHuge() {
    return this.#entries.size > MAX_FILLED;
  }

  #see({ target: chunk, isIntersecting }) {
    chunk.seen = isIntersecting;
    if (isIntersecting) this.#onScreen.add(chunk);
    else this.#onScreen.delete(chunk);
    this.#tellSeen();
    if (isIntersecting) chunk.fill();
    else if (this.#isHuge && chunk !== this.#chunks[0]) chunk.empty();
  }

  #tellSeen() {
    const ids = [...this.#onScreen].flatMap((chunk) => chunk.ids);
    this.dispatchEvent(new CustomEvent('seen', { detail: ids }));
  }

  /** Off screen cards are made while there is nothing else to do: for readers, and to find words in the page. */
  #fill() {
    this.#stopFilling();
    if (this.#isHuge) return;
    this.#stopFilling = onIdle((hasTime) => {
      while (hasTime()) {
        const chunk = this.#chunks.find(({ isFilled }) => !isFilled);
        if (!chunk) return false;
        chunk.fill();
      }
      return true;
    });
  }

  /** How many cards stand in a row, and how long a number fits one. */
  #measure() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const gap = parseFloat(getComputedStyle(this).rowGap) / rem;
    const width = this.clientWidth / rem;
    if (!(width > 0)) return;
    const columns = Math.max(1, Math.floor((width + gap) / (CARD_REM + gap)));
    const used = this.#entries.size > MAX_WHOLE ? columns : Math.min(columns, this.#entries.size || 1);
    const card = (width + gap) / used - gap;
    const fits = Math.max(COMPACT_LENGTH, Math.floor((card - PADDING_REM) / (SMALLEST_REM * DIGIT_EM)));
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.style.setProperty('--columns', columns);
      this.#divide();
    }
    if (fits === this.#fits) return;
    this.#fits = fits;
    this.#chunks.forEach((chunk) => chunk.fit(fits));
    this.#resize();
  }

  #resize() {
    let digits = 1;
    for (const { total } of this.#entries.values()) {
      const length = lengthOf(total);
      digits = Math.max(digits, length > this.#fits ? COMPACT_LENGTH : length);
    }
    if (digits === this.#digits) return;
    this.#digits = digits;
    this.style.setProperty('--board-digits', digits);
  }
}
