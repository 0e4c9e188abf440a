import { markCurrent, showLinks } from './category-tabs.js';
import { element, setText } from './markup.js';
import { text } from './texts.js';

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/**
 * `<category-menu>`: a button that opens the list of all categories, for when the tabs have no room for them. The list scrolls
 * by wheel and by finger; arrow keys, Home, End and the first letter of a title go through it.
 */
export class CategoryMenu extends HTMLElement {
  #links = new Map();
  #list = element('div', { id: 'All-categories', popover: 'auto', role: 'group', 'aria-label': text('allCategories') });
  #button = element('button', { type: 'button', popovertarget: 'All-categories' }, text('all'));
  #current;

  static define() {
    if (!customElements.get('category-menu')) customElements.define('category-menu', CategoryMenu);
  }

  /** The categories as the server lists them: `{category, title, products}`. */
  set categories(categories) {
    showLinks(this.#list, this.#links, categories);
    setText(this.#button, text('allOfThem', { count: categories.length }));
    markCurrent(this.#links, this.#current);
  }

  set current(current) {
    this.#current = current;
    markCurrent(this.#links, current);
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#button, this.#list);
    this.#list.addEventListener('toggle', this.#onToggle);
    this.#list.addEventListener('keydown', this.#onKey);
    this.#list.addEventListener('click', this.#onClick);
  }

  disconnectedCallback() {
    this.#list.removeEventListener('toggle', this.#onToggle);
    this.#list.removeEventListener('keydown', this.#onKey);
    this.#list.removeEventListener('click', this.#onClick);
  }

  #onToggle = ({ newState }) => {
    if (newState !== 'open') return;
    const link = this.#links.get(this.#current) ?? this.#list.firstElementChild;
    link?.scrollIntoView({ block: 'center' });
    link?.focus();
  };

  #onClick = ({ target }) => {
    if (target.closest('a')) this.#list.hidePopover();
  };

  #onKey = (press) => {
    const links = [...this.#links.values()];
    const next = this.#next(press, links);
    if (!next) return;
    press.preventDefault();
    next.focus();
  };

  #next({ key, ctrlKey, altKey, metaKey }, links) {
    const at = links.indexOf(document.activeElement);
    if (key === 'Home') return links[0];
    if (key === 'End') return links.at(-1);
    if (STEPS[key]) return links[at + STEPS[key]];
    if (key.length > 1 || ctrlKey || altKey || metaKey) return undefined;
    const after = [...links.slice(at + 1), ...links.slice(0, at + 1)];
    return after.find((link) => link.textContent.toLowerCase().startsWith(key.toLowerCase()));
  }
}
