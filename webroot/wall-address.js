import { categoryName } from './names.js';

const MIN_ROTATE_SECONDS = 5;
const MAX_ROTATE_SECONDS = 3_600;

/** The most categories that a wall shows: each is a connection while they are shown together. */
export const MAX_CATEGORIES = 12;

/**
 * Reads what the address of a wall asks for: `?categories=electronics,garden&title=Flagship&rotate=20`. Answers `{title,
 * categories, rotateMillis, problems}`; without categories all are shown. Each problem is `{key, values}` of a text.
 */
export function readWallAddress(search) {
  const query = new URLSearchParams(search);
  const asked = query.getAll('categories').flatMap((list) => list.split(',')).map((name) => name.trim()).filter(Boolean);
  const named = asked.map((name) => ({ name, category: categoryName(name) }));
  const known = [...new Set(named.map(({ category }) => category).filter(Boolean))];
  const problems = named
    .filter(({ category }) => !category)
    .map(({ name }) => ({ key: 'wallUnknown', values: { category: name } }));
  if (known.length > MAX_CATEGORIES) {
    problems.push({ key: 'wallMore', values: { max: MAX_CATEGORIES, category: known[MAX_CATEGORIES] } });
  }
  return {
    title: query.get('title')?.trim() ?? '',
    categories: known.slice(0, MAX_CATEGORIES),
    rotateMillis: readRotate(query.get('rotate')) * 1_000,
    problems,
  };
}

/** Seconds within bounds; 0 for none. */
function readRotate(text) {
  const seconds = Number(text ?? 0);
  return seconds > 0 ? Math.min(MAX_ROTATE_SECONDS, Math.max(MIN_ROTATE_SECONDS, seconds)) : 0;
}
