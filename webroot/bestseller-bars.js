import { formatNumber } from './formats.js';
import { glide, placeInOrder } from './glide.js';
import { element, setText } from './markup.js';

/** The places that a list of bestsellers has. */
export const PLACES = 7;

/**
 * `<bestseller-bars>`: the products that sell most, each with a bar. A product keeps its row, which moves when its place
 * changes; there are never more rows than places. Property `entries`: `[{id, name, count}]`, the best first.
 */
export class BestsellerBars extends HTMLElement {
  #rows = Array.from({ length: PLACES }, makeRow);
  #byId = new Map(); // product id → its row

  static define() {
    if (!customElements.get('bestseller-bars')) customElements.define('bestseller-bars', BestsellerBars);
  }

  set entries(entries) {
    const shown = entries.slice(0, PLACES);
    const kept = new Map(shown.filter(({ id }) => this.#byId.has(id)).map(({ id }) => [id, this.#byId.get(id)]));
    const free = this.#rows.filter((row) => ![...kept.values()].includes(row));
    const most = Math.max(1, ...shown.map(({ count }) => count));
    this.#byId = new Map(shown.map(({ id }) => [id, kept.get(id) ?? free.shift()]));
    shown.forEach(({ id, name = id, count }, place) => {
      show(this.#byId.get(id), { place, name, count, part: Math.max(0, count) / most });
    });
    free.forEach((row) => (row.item.hidden = true));
    this.#order([...this.#byId.values()]);
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute('role', 'list');
    this.style.setProperty('--places', PLACES);
    this.append(...this.#rows.map(({ item }) => item));
  }

  /** Readers hear them in their order, and who sees them sees them move there. */
  #order(rows) {
    placeInOrder(this, rows.map(({ item }) => item));
    rows.forEach((row, place) => {
      if (row.place !== undefined) glide(row.item, row.place - place);
      row.place = place;
    });
    for (const row of this.#rows) if (row.item.hidden) row.place = undefined;
  }
}

function makeRow() {
  const row = {
    rank: element('span', { class: 'rank' }),
    name: element('span', { class: 'name', dir: 'auto' }),
    bar: element('span', { class: 'bar', 'aria-hidden': 'true' }),
    count: element('span', { class: 'count' }),
  };
  row.item = element('div', { role: 'listitem', hidden: true }, row.rank, row.name, row.count, row.bar);
  return row;
}

function show(row, { place, name, count, part }) {
  row.item.hidden = false;
  row.item.style.setProperty('--part', part.toFixed(4));
  setText(row.rank, formatNumber(place + 1));
  setText(row.name, name);
  setText(row.count, formatNumber(count));
}
