const SLICE_MILLIS = 8;

/**
 * Calls `work(hasTime)` whenever the browser has nothing else to do, for as long as it returns true. Answers a function that
 * ends it.
 */
export function onIdle(work) {
  let handle = request(turn);
  function turn(deadline) {
    handle = work(() => deadline.timeRemaining() > 1) ? request(turn) : undefined;
  }
  return () => handle?.();
}

/** Where there is no requestIdleCallback, a slice of each frame or so does. */
function request(turn) {
  if (globalThis.requestIdleCallback) {
    const id = requestIdleCallback(turn);
    return () => cancelIdleCallback(id);
  }
  const timer = setTimeout(() => {
    const end = performance.now() + SLICE_MILLIS;
    turn({ timeRemaining: () => end - performance.now() });
  }, 2 * SLICE_MILLIS);
  return () => clearTimeout(timer);
}
