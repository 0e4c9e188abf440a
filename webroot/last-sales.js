import { formatNumber, minuteOfDay, timeOfDay } from './formats.js';
import { element, setText } from './markup.js';
import { text } from './texts.js';

/**
 * `<last-sales>`: the last sales, the newest on top, in as many rows as the attribute `rows` says: a new sale takes the row of
 * the oldest. Property `sales`: `{entries, sampled}` as of `/recent`, each entry with the `name` of its product; what is known by
 * the minute has no seconds. It is read on demand, and announces nothing.
 */
export class LastSales extends HTMLElement {
  #rows = [];
  #newest = ''; // the sale on top
  #none = element('p', { class: 'none' }, text('noSales'));
  #list = element('div', { role: 'list' });

  static define() {
    if (!customElements.get('last-sales')) customElements.define('last-sales', LastSales);
  }

  /** How many it shows. */
  get rows() {
    return Number(this.getAttribute('rows') ?? 8);
  }

  set sales({ entries, sampled = false }) {
    this.toggleAttribute('sampled', sampled);
    this.#none.hidden = entries.length > 0;
    const shown = entries.slice(0, this.#rows.length);
    const known = shown.findIndex((entry) => keyOf(entry) === this.#newest);
    const fresh = known < 0 ? shown.length : known;
    this.#newest = shown.length ? keyOf(shown[0]) : '';
    const moved = fresh ? this.#rows.splice(-fresh) : [];
    this.#rows.unshift(...moved);
    if (moved.length && moved.length < this.#rows.length) this.#list.prepend(...moved.map(({ item }) => item));
    this.#rows.forEach((row, i) => show(row, shown[i], i < fresh && known >= 0));
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.#rows = Array.from({ length: this.rows }, makeRow);
    this.#list.append(...this.#rows.map(({ item }) => item));
    this.append(this.#list, this.#none);
  }
}

function keyOf({ seq, id, at }) {
  return `${seq} ${at} ${id}`;
}

function makeRow() {
  const row = { time: element('time'), amount: element('span', { class: 'amount' }), name: element('span', { class: 'name', dir: 'auto' }) };
  row.item = element('div', { role: 'listitem', hidden: true }, row.time, ' ', row.amount, ' ', row.name);
  return row;
}

/** Fresh ones come in by an animation, which begins anew where the row is put in again. */
function show(row, entry, isFresh) {
  row.item.hidden = !entry;
  row.item.toggleAttribute('fresh', isFresh);
  if (!entry) return;
  const { at, step, amount, id, name = id } = entry;
  setText(row.time, step ? minuteOfDay(at) : timeOfDay(at));
  row.time.dateTime = at;
  setText(row.amount, `${formatNumber(amount)} ×`);
  setText(row.name, name);
}
