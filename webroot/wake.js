/** Calls the listener whenever waiting any longer is pointless: the network is back, or the visitor is. */
export function onWake(listener, options) {
  addEventListener('online', listener, options);
  addEventListener('pageshow', ({ persisted }) => persisted && listener(), options);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener(), options);
}

/** Waits some milliseconds, or until it wakes, whichever comes first. */
export function sleep(millis) {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const timer = setTimeout(wake, millis);
    onWake(wake, { signal: controller.signal });
    function wake() {
      clearTimeout(timer);
      controller.abort();
      resolve();
    }
  });
}
