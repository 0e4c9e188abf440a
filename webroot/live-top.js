import { ListElement } from './list-element.js';
import { reflect } from './live-element.js';
import { setText } from './markup.js';
import { categoryName } from './names.js';
import { WINDOWS, failed, readServer } from './watch-attributes.js';

const MAX_LIMIT = 100;
const STYLE = `
  :host { display: block; font-variant-numeric: tabular-nums; }
  :host([hidden]) { display: none; }
  :host([state]:not([state="live"])) { opacity: var(--live-top-stale-opacity, 0.7); }
  ol { list-style: none; margin: 0; padding: 0; }
  li { display: flex; gap: 0.6em; align-items: baseline; padding: var(--live-top-gap, 0.15em) 0; }
  a { color: inherit; }
  [part~="rank"] { min-width: 1.5em; text-align: end; }
  [part~="name"] { flex: 1; min-width: 0; overflow-wrap: anywhere; }
  [part~="count"] { font-weight: 600; }
  [part~="change"] { min-width: 2.5em; text-align: end; font-size: 0.85em; }`;

/**
 * `<live-top src="https://totals.shop.example" window="24h" limit="5" category="electronics">`: the products that sold most, best
 * first, anew when that changes. Without `category` it is of the whole shop, without `window` and `limit` as the server likes.
 * With `href="/products/{id}"` names are links. Until there is a list it shows what the page wrote into it. The attribute
 * `state` is as of `<live-total>`; a change is the event `list`. Style it with ::part(entry), ::part(rank), ::part(name),
 * ::part(count), ::part(change), [state] and --live-top-stale-opacity. It announces nothing.
 */
export class LiveTop extends ListElement {
  static observedAttributes = ['src', 'category', 'window', 'limit', 'href'];

  #places = document.createElement('ol');
  #slot = document.createElement('slot');

  static define(name = 'live-top') {
    LiveTop.defineAs(name);
  }

  constructor() {
    super(STYLE);
    this.#places.part = 'list';
    this.#places.setAttribute('role', 'list'); // which Safari forgets of one without bullets
    this.shadowRoot.append(this.#slot);
  }

  readWatch() {
    const [src, category, window, limit] = ['src', 'category', 'window', 'limit'].map((name) => this.getAttribute(name)?.trim());
    const { server, ...fault } = readServer(src);
    if (!server) return fault;
    const name = category ? categoryName(category) : '';
    if (name === undefined) return { fault: 'unknown', because: `no server has a category "${category}": that is no name of one.` };
    if (window && !WINDOWS.includes(window)) return failed(`window="${window}" is none of ${WINDOWS.join(', ')}.`);
    if (limit && !(/^\d+$/.test(limit) && limit >= 1 && limit <= MAX_LIMIT)) return failed(`limit="${limit}" is not 1 to ${MAX_LIMIT}.`);
    return { server, path: name ? `/top/${encodeURIComponent(name)}` : '/top', query: { ...(window && { window }), ...(limit && { limit }) } };
  }

  isUnknown(list) {
    return list?.unknown === true;
  }

  render(list, format) {
    const entries = list?.entries;
    const shown = entries ? this.#places : this.#slot;
    if (shown.parentNode !== this.shadowRoot) {
      this.#places.remove();
      this.#slot.remove();
      this.shadowRoot.append(shown);
    }
    while (this.#places.children.length > (entries?.length ?? 0)) this.#places.lastChild.remove();
    entries?.forEach((entry, i) => {
      const place = this.#places.children[i] ?? this.#places.appendChild(makePlace());
      fill(place, entry, format, this.href);
    });
  }
}

function makePlace() {
  const place = document.createElement('li');
  place.part = 'entry';
  for (const part of ['rank', 'name', 'count', 'change']) {
    const cell = document.createElement('span');
    cell.part = part;
    if (part === 'change' || part === 'rank') cell.ariaHidden = 'true'; // a list is numbered, and arrows have no words
    place.append(cell);
  }
  return place;
}

function fill(place, { rank, id, category, name, count, change = 0 }, format, href) {
  const [rankCell, nameCell, countCell, changeCell] = place.children;
  setText(rankCell, format.format(rank));
  setText(countCell, format.format(count));
  setText(changeCell, change ? `${change > 0 ? '▲' : '▼'}${format.format(Math.abs(change))}` : '');
  changeCell.part = change ? `change ${change > 0 ? 'up' : 'down'}` : 'change';
  const known = nameCell.firstElementChild;
  if (!href) {
    known?.remove();
    return setText(nameCell, name ?? id);
  }
  const link = known ?? document.createElement('a');
  if (!known) nameCell.replaceChildren(link);
  setText(link, name ?? id);
  const address = href.replace(/\{(id|category)\}/g, (all, key) => encodeURIComponent(key === 'id' ? id : category));
  if (link.getAttribute('href') !== address) link.setAttribute('href', address);
}

reflect(LiveTop);
