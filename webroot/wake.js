/** Calls the listener whenever waiting any longer is pointless: the network is back, or the visitor is. */
export function onWake(listener, options) {
  addEventListener('online', listener, options);
  addEventListener('pageshow', ({ persisted }) => persisted && listener(), options);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener(), options);
}

/** The waits of one who tries again and again; each ends in its time, when the page wakes, or by `end`. */
export class Waits {
  #end = () => {};

  /** Ends the wait that is under way, if there is one. */
  end() {
    this.#end();
  }

  /** Waits some milliseconds, or until it is woken, whichever comes first. */
  sleep(millis) {
    return new Promise((resolve) => {
      const controller = new AbortController();
      const wake = (this.#end = () => {
        clearTimeout(timer);
        controller.abort();
        resolve();
      });
      const timer = setTimeout(wake, millis);
      onWake(wake, { signal: controller.signal });
    });
  }
}

/** One such wait. */
export function sleep(millis) {
  return new Waits().sleep(millis);
}
