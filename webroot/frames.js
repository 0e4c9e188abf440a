/**
 * The one scheduler of all that paints on the page. It runs only while somebody has something to paint, so a page on which
 * nothing changes costs nothing, and a hidden page paints nothing at all. An element that asked for it by `watchVisibility`
 * waits while it is off screen: it is painted when it comes near, or once a second, for readers that do not look.
 */
const OFF_SCREEN_MILLIS = 1_000;
const NEAR = '25%'; // of the height of the window

const painters = new Set();
const offScreen = new Set(); // elements that cannot be seen
const late = new Set(); // those of them that have something to paint
let frame = 0;
let timer;
let observer;
let still;

/**
 * Calls `painter.paint(now, seen)` once in each frame, beginning with the next, for as long as it returns true. What is not seen
 * is painted once, and has nothing left to do. What is urgent is painted in the next frame, seen or not.
 */
export function requestPaint(painter, isUrgent = false) {
  if (isUrgent || !offScreen.has(painter)) return queue(painter);
  late.add(painter);
  timer ??= setTimeout(paintLate, OFF_SCREEN_MILLIS);
}

/** Forgets a painter, say because its element left the document. */
export function cancelPaint(painter) {
  painters.delete(painter);
  late.delete(painter);
}

/** Lets an element wait while it is off screen; the function that is returned ends that. */
export function watchVisibility(element) {
  if (!globalThis.IntersectionObserver) return () => {};
  observer ??= new IntersectionObserver((entries) => entries.forEach(see), { rootMargin: NEAR });
  observer.observe(element);
  return () => {
    observer.unobserve(element);
    offScreen.delete(element);
  };
}

/** Whether this visitor asked for less motion. */
export function prefersStillness() {
  still ??= matchMedia('(prefers-reduced-motion: reduce)');
  return still.matches;
}

function see({ target, isIntersecting }) {
  if (isIntersecting) {
    offScreen.delete(target);
    if (late.delete(target)) target.paint(performance.now(), false); // as it comes into view, it is right already
  } else {
    offScreen.add(target);
    if (painters.delete(target)) requestPaint(target);
  }
}

function paintLate() {
  timer = undefined;
  late.forEach(queue);
  late.clear();
}

function queue(painter) {
  painters.add(painter);
  frame ||= requestAnimationFrame(paintAll);
}

function paintAll(now) {
  frame = 0;
  for (const painter of [...painters]) {
    if (!painter.paint(now, !offScreen.has(painter))) painters.delete(painter);
  }
  if (painters.size) frame ||= requestAnimationFrame(paintAll);
}
