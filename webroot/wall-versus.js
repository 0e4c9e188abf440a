import { formatChange, formatNumber } from './formats.js';
import { text } from './texts.js';

/** How today compares with yesterday at this time, see shop-pulse.js: `{words, isLess}`. */
export function readVersus({ change, yesterday }) {
  if (change === undefined) return { words: text('noYesterday'), isLess: false };
  return { words: text('wallVersus', { percent: formatChange(change), count: formatNumber(yesterday) }), isLess: change < 0 };
}
