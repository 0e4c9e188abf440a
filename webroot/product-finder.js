import { SORTS } from './arrangement.js';
import { element } from './markup.js';
import { text } from './texts.js';

const SORT_TEXTS = { catalogue: 'sortCatalogue', hot: 'sortHot', name: 'sortName', total: 'sortTotal' };
const FIND_MILLIS = 120;

/**
 * `<product-finder>`: in which order and view the products stand, and a box to find some. The key `/` leads to the box, Escape
 * empties it. Properties `sort`, `find` and `view` ("cards" or "list"); event `change` when the visitor changes one.
 */
export class ProductFinder extends HTMLElement {
  #sort = element('select', { id: 'Sort' }, ...SORTS.map((sort) => element('option', { value: sort }, text(SORT_TEXTS[sort]))));
  #find = element('input', {
    id: 'Find', type: 'search', placeholder: text(matchMedia('(hover: hover)').matches ? 'findHint' : 'findTouch'), autocomplete: 'off', spellcheck: 'false', 'aria-label': text('find'),
    'aria-keyshortcuts': '/',
  });
  #cards = element('button', { type: 'button', 'aria-pressed': 'true' }, text('viewCards'));
  #list = element('button', { type: 'button', 'aria-pressed': 'false' }, text('viewList'));
  #timer;

  static define() {
    if (!customElements.get('product-finder')) customElements.define('product-finder', ProductFinder);
  }

  get sort() {
    return this.#sort.value;
  }

  set sort(sort) {
    this.#sort.value = sort;
  }

  /** How the visitor reads it. */
  get sortText() {
    return text(SORT_TEXTS[this.sort]);
  }

  get find() {
    return this.#find.value;
  }

  set find(find) {
    this.#find.value = find;
  }

  get view() {
    return this.#list.getAttribute('aria-pressed') === 'true' ? 'list' : 'cards';
  }

  set view(view) {
    this.#cards.setAttribute('aria-pressed', String(view !== 'list'));
    this.#list.setAttribute('aria-pressed', String(view === 'list'));
  }

  connectedCallback() {
    if (!this.firstChild) {
      this.append(
        element('div', { class: 'sort' }, element('label', { for: 'Sort' }, text('sort')), this.#sort),
        element('div', { class: 'views', role: 'group', 'aria-label': text('view') }, this.#cards, this.#list),
        this.#find,
      );
    }
    this.#sort.addEventListener('change', this.#onSort);
    this.#find.addEventListener('input', this.#onFind);
    this.#find.addEventListener('keydown', this.#onEscape);
    for (const button of [this.#cards, this.#list]) button.addEventListener('click', this.#onView);
    document.addEventListener('keydown', this.#onKey);
  }

  disconnectedCallback() {
    this.#sort.removeEventListener('change', this.#onSort);
    this.#find.removeEventListener('input', this.#onFind);
    this.#find.removeEventListener('keydown', this.#onEscape);
    for (const button of [this.#cards, this.#list]) button.removeEventListener('click', this.#onView);
    document.removeEventListener('keydown', this.#onKey);
    clearTimeout(this.#timer);
  }

  #onSort = () => this.#tell('sort');

  #onView = ({ currentTarget }) => {
    this.view = currentTarget === this.#list ? 'list' : 'cards';
    this.#tell('view');
  };

  /** While somebody types the products wait a moment. */
  #onFind = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell('find'), FIND_MILLIS);
  };

  #onEscape = (press) => {
    if (press.key !== 'Escape' || !this.find) return;
    press.preventDefault();
    this.find = '';
    this.#tell('find');
  };

  #onKey = (press) => {
    const { key, ctrlKey, altKey, metaKey, target } = press;
    const isTyping = /^(input|textarea|select)$/.test(target.localName) || target.isContentEditable;
    if (key !== '/' || ctrlKey || altKey || metaKey || isTyping || document.querySelector('dialog[open]') || this.hidden) return;
    press.preventDefault();
    this.#find.focus();
    this.#find.select();
  };

  #tell(detail) {
    clearTimeout(this.#timer);
    this.dispatchEvent(new CustomEvent('change', { detail }));
  }
}
