import { prefersStillness } from './frames.js';

const GLIDE_MILLIS = 600;

/**
 * Puts elements first among the children of a parent, in this order; those that stand right are not touched. Nor is the one that
 * has the focus, which it would lose: the others move around it.
 */
export function placeInOrder(parent, items) {
  const inOrder = [...items];
  const focused = inOrder.find((item) => item.contains(document.activeElement));
  let place = parent.firstElementChild;
  for (const item of inOrder) {
    if (item === focused) moveBehind(parent, focused, place);
    if (item === place || item === focused) place = item.nextElementSibling;
    else parent.insertBefore(item, place);
  }
}

/** Moves what stands before an element, from `first` on, to behind it. */
function moveBehind(parent, element, first) {
  const end = element.nextElementSibling;
  for (let each = first; each !== element; ) {
    const next = each.nextElementSibling;
    parent.insertBefore(each, end);
    each = next;
  }
}

/** Lets an element come from so many of its heights below where it stands now, unless the visitor wants no motion. */
export function glide(item, heights) {
  if (!heights || prefersStillness()) return;
  const from = { translate: `0 ${heights * 100}%` };
  item.animate([from, { translate: '0 0' }], { duration: GLIDE_MILLIS, easing: 'cubic-bezier(0.3, 0, 0.1, 1)' });
}
