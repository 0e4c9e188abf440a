const KEY = 'live-orders-key';
const READER = 'live-orders-reader';

/** The key of this tab; empty without one, and where a browser keeps nothing. */
export const readKey = () => read(KEY);

/** The same where totals are shown with a key only; empty where everybody may look. */
export const readReaderKey = () => read(READER);

/** Keeps the key for this tab, or forgets it when it is empty. `reads`: whether totals are shown with a key only. */
export function keepKey(key, reads = false) {
  write(KEY, key);
  write(READER, reads ? key : '');
}

function read(name) {
  try {
    return sessionStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function write(name, key) {
  try {
    if (key) sessionStorage.setItem(name, key);
    else sessionStorage.removeItem(name);
  } catch {
    // it lasts until the page is left
  }
}
