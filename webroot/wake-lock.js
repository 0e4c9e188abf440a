/** Keeps the screen on while the page is seen, where the browser can. Answers a function that ends it. */
export function keepScreenOn() {
  const ending = new AbortController();
  let lock;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || ending.signal.aborted) return;
    try {
      lock = await navigator.wakeLock.request('screen');
    } catch {
      // no such thing here, or not now: it is asked again when the page is seen again
    }
  };
  document.addEventListener('visibilitychange', ask, { signal: ending.signal });
  ask();
  return () => {
    ending.abort();
    lock?.release();
  };
}
