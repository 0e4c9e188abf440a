const MAX_IDS_OF_CATEGORY = 50; // the server's limits: beyond it the whole category is watched
const MAX_IDS = 200;

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
  const parts = Math.ceil(products.size / MAX_IDS);
  if (!byIds || categories.size <= parts) return Array.from(categories, ofCategory);
  const ids = [...products.keys()].sort();
  return Array.from({ length: parts }, (_, part) => {
    const some = ids.slice(part * MAX_IDS, (part + 1) * MAX_IDS);
    return { ids: some, members: some.flatMap((id) => products.get(id)) };
  });
}

function ofCategory([category, members]) {
  const ids = [...new Set(members.map(({ product }) => product))].sort();
  return { category, ids: ids.length > MAX_IDS_OF_CATEGORY ? undefined : ids, members };
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
