import { element, setText } from './markup.js';
import { hashOf } from './page-address.js';

/**
 * `<category-tabs>`: one link per category. They are links to `#category`, so the keyboard, the back button, bookmarks and
 * "open in a new tab" work by themselves. Attribute `overflows` while not all are in view; event `overflow` when it changes.
 */
export class CategoryTabs extends HTMLElement {
  #links = new Map();
  #current;
  #resizes = new ResizeObserver(() => this.#measure());

  static define() {
    if (!customElements.get('category-tabs')) customElements.define('category-tabs', CategoryTabs);
  }

  get overflows() {
    return this.hasAttribute('overflows');
  }

  /** The categories as the server lists them: `{category, title, products}`. */
  set categories(categories) {
    showLinks(this, this.#links, categories);
    this.current = this.#current;
    this.#measure();
  }

  set current(current) {
    this.#current = current;
    const link = markCurrent(this.#links, current);
    if (link) this.#center(link);
  }

  connectedCallback() {
    this.#resizes.observe(this);
  }

  disconnectedCallback() {
    this.#resizes.disconnect();
  }

  /** By the row alone: scrollIntoView() would have Tab begin here (Chromium 150, Firefox), behind the link that skips. */
  #center(link) {
    this.scrollLeft += middle(link) - middle(this);
  }

  #measure() {
    const overflows = this.scrollWidth > this.clientWidth;
    if (overflows === this.overflows) return;
    this.toggleAttribute('overflows', overflows);
    this.dispatchEvent(new Event('overflow'));
  }
}

function middle(part) {
  const { left, width } = part.getBoundingClientRect();
  return left + width / 2;
}

/** Makes a list of links be these categories, in this order. */
export function showLinks(list, links, categories) {
  const before = new Map(links);
  links.clear();
  for (const { category, title, products } of categories) {
    const link = before.get(category) ?? makeLink(category);
    setText(link.firstChild, title);
    setText(link.lastChild, String(products ?? ''));
    links.set(category, link);
  }
  const all = [...links.values()];
  if (all.length !== list.children.length || all.some((link, i) => link !== list.children[i])) list.replaceChildren(...all);
}

/** Marks the link of the current category; answers it if it was not marked before. */
export function markCurrent(links, current) {
  let marked;
  for (const [category, link] of links) {
    if (category !== current) link.removeAttribute('aria-current');
    else if (!link.hasAttribute('aria-current')) {
      link.setAttribute('aria-current', 'page');
      marked = link;
    }
  }
  return marked;
}

function makeLink(category) {
  return element('a', { href: hashOf(category) }, element('span', { dir: 'auto' }), element('small', { 'aria-hidden': 'true' }));
}
