const NAME = 'live-orders-view';
const MAX_CARDS = 60;

/** The view to begin with: that of the address (`?view=list`), the one that was chosen here before, or what suits so many products. */
export function chooseView(products) {
  const chosen = new URLSearchParams(location.search).get('view') ?? read();
  return ['cards', 'list'].includes(chosen) ? chosen : products > MAX_CARDS ? 'list' : 'cards';
}

/** Keeps what the visitor chose, for the next visit. */
export function keepView(view) {
  try {
    localStorage.setItem(NAME, view);
  } catch {
    // it lasts until the page is left
  }
}

function read() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}
