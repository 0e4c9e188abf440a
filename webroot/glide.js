import { prefersStillness } from './frames.js';

const GLIDE_MILLIS = 600;

/** Puts elements first among the children of a parent, in this order; those that stand right are not touched. */
export function placeInOrder(parent, items) {
  let place = parent.firstElementChild;
  for (const item of items) {
    if (item === place) place = place.nextElementSibling;
    else parent.insertBefore(item, place);
  }
}

/** Lets an element come from so many of its heights below where it stands now, unless the visitor wants no motion. */
export function glide(item, heights) {
  if (!heights || prefersStillness()) return;
  const from = { translate: `0 ${heights * 100}%` };
  item.animate([from, { translate: '0 0' }], { duration: GLIDE_MILLIS, easing: 'cubic-bezier(0.3, 0, 0.1, 1)' });
}
