const NAME = 'live-orders-key';

/** The key of this tab; empty without one, and where a browser keeps nothing. */
export function readKey() {
  try {
    return sessionStorage.getItem(NAME) ?? '';
  } catch {
    return '';
  }
}

/** Keeps the key for this tab, or forgets it when it is empty. */
export function keepKey(key) {
  try {
    if (key) sessionStorage.setItem(NAME, key);
    else sessionStorage.removeItem(NAME);
  } catch {
    // it lasts until the page is left
  }
}
