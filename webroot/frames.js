/**
 * The one animation loop of the page. It runs only while somebody has something to paint, so a page on which nothing
 * changes costs nothing, and a hidden page paints nothing at all.
 */
const painters = new Set();
const still = matchMedia('(prefers-reduced-motion: reduce)');
let frame = 0;

/** Calls `painter.paint(now)` once in each frame, beginning with the next, for as long as it returns true. */
export function requestPaint(painter) {
  painters.add(painter);
  if (!frame) frame = requestAnimationFrame(paintAll);
}

/** Forgets a painter, say because its element left the document. */
export function cancelPaint(painter) {
  painters.delete(painter);
}

/** Whether this visitor asked for less motion. */
export function prefersStillness() {
  return still.matches;
}

function paintAll(now) {
  frame = 0;
  for (const painter of [...painters]) {
    if (!painter.paint(now)) painters.delete(painter);
  }
  if (painters.size) frame = requestAnimationFrame(paintAll);
}
