import { element, setText } from './markup.js';

/**
 * `<category-tabs>`: one link per category. They are links to `#category`, so the keyboard, the back button, bookmarks and
 * "open in a new tab" work by themselves.
 */
export class CategoryTabs extends HTMLElement {
  #links = new Map();
  #current;

  static define() {
    if (!customElements.get('category-tabs')) customElements.define('category-tabs', CategoryTabs);
  }

  /** The categories as the server lists them: `{category, title, products}`. */
  set categories(categories) {
    const before = this.#links;
    this.#links = new Map();
    for (const { category, title, products } of categories) {
      const link = before.get(category) ?? this.#link(category);
      setText(link.firstChild, title);
      setText(link.lastChild, String(products ?? ''));
      this.#links.set(category, link);
    }
    const links = [...this.#links.values()];
    if (links.length !== this.children.length || links.some((link, i) => link !== this.children[i])) {
      this.replaceChildren(...links);
    }
    this.current = this.#current;
  }

  set current(current) {
    this.#current = current;
    for (const [category, link] of this.#links) {
      if (category !== current) link.removeAttribute('aria-current');
      else if (!link.hasAttribute('aria-current')) {
        link.setAttribute('aria-current', 'page');
        link.scrollIntoView({ block: 'nearest', inline: 'center' });
      }
    }
  }

  #link(category) {
    return element('a', { href: `#${category}` }, element('span'), element('small', { 'aria-hidden': 'true' }));
  }
}
