const MAX_IDS_OF_CATEGORY = 50; // the server's limits: beyond it the whole category is watched
const MAX_IDS = 200;
const MAX_ADDRESS = 15_000; // characters of ids in an address, which may have 16 KiB

/**
 * Tells what to watch so that all members, `{category, product}`, get their totals over as few connections as the server
 * allows: one category as such, products of several by their ids alone, and too many of these in parts or by category,
 * whichever are fewer. `byIds` says whether this server lets products be watched without a category.
 *
 * @returns `[{category, ids, members}]`, where either may be undefined
 */
export function planWatches(members, byIds) {
  const categories = groupBy(members, ({ category }) => category);
  const products = groupBy(members, ({ product }) => product);
  const parts = divide([...products.keys()].sort());
  if (!byIds || categories.size <= parts.length) return Array.from(categories, ofCategory);
  return parts.map((ids) => ({ ids, members: ids.flatMap((id) => products.get(id)) }));
}

/** Divides ids into lists that fit an address each. */
function divide(ids) {
  const parts = [];
  let room = 0;
  for (const id of ids) {
    const length = encodeURIComponent(id).length + '&id='.length;
    if (room < length || parts.at(-1).length === MAX_IDS) {
      parts.push([]);
      room = MAX_ADDRESS;
    }
    parts.at(-1).push(id);
    room -= length;
  }
  return parts;
}

function ofCategory([category, members]) {
  const ids = [...new Set(members.map(({ product }) => product))].sort();
  const isTooMany = ids.length > MAX_IDS_OF_CATEGORY || divide(ids).length > 1;
  return { category, ids: isTooMany ? undefined : ids, members };
}

export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}
