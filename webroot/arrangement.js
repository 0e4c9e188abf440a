import { locale } from './texts.js';

/** The orders that products can stand in. */
export const SORTS = ['catalogue', 'hot', 'name', 'total'];

const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
const placesByName = new WeakMap(); // list of products → id → its place by name

/**
 * Arranges `{product, total, count}` for a reader: those that `find` names, in the order of `sort`. What sells most comes first
 * where it sorts by what is hot or by totals; equals keep the order of the catalogue. `count` is that of the window.
 */
export function arrange(entries, { sort = 'catalogue', find = '' }) {
  const found = find.trim() ? entries.filter(matcher(find)) : [...entries];
  if (sort === 'hot') return found.sort((one, other) => compare(one.count, other.count) || compare(one.total, other.total));
  if (sort === 'total') return found.sort((one, other) => compare(one.total, other.total));
  if (sort === 'name') return sortByName(found, entries);
  return found;
}

/** Whether numbers that change may change the order. */
export function isLively(sort) {
  return sort === 'hot' || sort === 'total';
}

/** All words must be in the name or the id, whatever their accents and case. */
function matcher(find) {
  const words = fold(find).split(/\s+/).filter(Boolean);
  return ({ product: { id, name } }) => {
    const text = fold(`${name ?? ''} ${id}`);
    return words.every((word) => text.includes(word));
  };
}

function fold(text) {
  return String(text).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A list of products is compared once: ten thousand names are slow. */
function sortByName(found, entries) {
  const list = entries[0]?.list;
  let places = list && placesByName.get(list);
  if (!places) {
    const sorted = [...entries].sort((one, other) => collator.compare(nameOf(one), nameOf(other)));
    places = new Map(sorted.map(({ product }, place) => [product.id, place]));
    if (list) placesByName.set(list, places);
  }
  return found.sort((one, other) => places.get(one.product.id) - places.get(other.product.id));
}

function nameOf({ product: { id, name } }) {
  return String(name ?? id);
}

function compare(one = -Infinity, other = -Infinity) {
  return one === other ? 0 : other - one;
}
