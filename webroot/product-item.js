import { ChangeMark } from './change-mark.js';
import { formatCompact } from './formats.js';
import { setTextInFrame } from './frame-text.js';
import { LiveTotal } from './live-total.js';
import { element, setText } from './markup.js';
import { OrderButton } from './order-button.js';
import { hashOf } from './page-address.js';
import { formatPrice } from './product-text.js';
import { SparkLine } from './spark-line.js';
import { text } from './texts.js';

/**
 * `<product-item>`: the card of a product. Properties `product` (`{id, category, name, rrp, info}`, optional `currency` and `unit`),
 * `total`, `pace` ("37 in 24 h"), `series` (its curve), `order` (see order-button.js) and `compact` in; the event `order` of its button out. Attributes: `product-id`;
 * `direction`, "up" or "down" while the total has just changed; `compact` while the exact total stands small beneath a
 * short one.
 */
export class ProductItem extends HTMLElement {
  #id = element('bdi', { class: 'id' });
  #rrp = element('span', { class: 'rrp', dir: 'auto' });
  #link = element('a');
  #name = element('h2', { dir: 'auto' }, this.#link);
  #info = element('p', { class: 'info', dir: 'auto' });
  #short = element('div', { class: 'short', 'aria-hidden': 'true', hidden: true });
  #total = element('live-total');
  #change = element('change-mark');
  #pace = element('span', { class: 'pace' });
  #spark = element('spark-line');
  #unit = element('span', { class: 'unit', dir: 'auto' });
  #order = element('order-button');
  #count = element('div', { class: 'count' }, this.#total, this.#change);
  #isSeen = true;

  static define() {
    [LiveTotal, ChangeMark, OrderButton, SparkLine].forEach((part) => part.define());
    if (!customElements.get('product-item')) customElements.define('product-item', ProductItem);
  }

  set product({ id, category, name, rrp, info, currency, unit }) {
    this.setAttribute('product-id', id);
    setText(this.#id, id);
    setClamped(this.#link, String(name ?? id), this.#name);
    this.#link.setAttribute('href', hashOf(category, id));
    setText(this.#rrp, formatPrice(rrp, currency));
    setClamped(this.#info, String(info ?? ''));
    setText(this.#unit, unit ? text('orderedUnit', { unit }) : text('ordered'));
    this.#order.productId = id;
    this.#order.productName = this.#link.textContent;
  }

  get total() {
    return this.#total.value;
  }

  set total(total) {
    const before = this.#total.value;
    if (total === before) return;
    this.#total.value = total;
    this.#showShort();
    if (before !== undefined && this.#isSeen) this.#change.add(total - before);
  }

  set pace(pace) {
    setTextInFrame(this.#pace, pace);
    this.toggleAttribute('paced', Boolean(pace));
  }

  set series(values) {
    this.#spark.values = values;
  }

  set order(order) {
    this.#order.order = order;
  }

  set compact(compact) {
    if (compact === this.hasAttribute('compact')) return;
    this.toggleAttribute('compact', compact);
    this.#showShort();
  }

  /** Whether the card is on the screen, or near it; changes are not marked where nobody sees them. */
  set seen(seen) {
    this.#isSeen = seen;
    if (!seen) this.#change.clear();
  }

  connectedCallback() {
    if (!this.firstChild) {
      this.setAttribute('role', 'listitem');
      this.append(
        element('div', { class: 'top' }, this.#id, this.#rrp),
        this.#name,
        this.#info,
        this.#short,
        this.#count,
        element('div', { class: 'trend' }, element('div', { class: 'labels' }, this.#unit, this.#pace), this.#spark),
        element('div', { class: 'bottom' }, this.#order),
      );
    }
    this.#change.addEventListener('direction', this.#onDirection);
  }

  disconnectedCallback() {
    this.#change.removeEventListener('direction', this.#onDirection);
    this.removeAttribute('direction');
  }

  #onDirection = ({ detail }) => {
    if (detail) this.setAttribute('direction', detail);
    else this.removeAttribute('direction');
  };

  #showShort() {
    this.#short.hidden = !this.hasAttribute('compact');
    if (!this.#short.hidden) setTextInFrame(this.#short, formatCompact(this.total));
  }
}

/** What does not fit its lines is cut short by the style sheet, and told by the tooltip of what has the lines. */
function setClamped(target, words, lines = target) {
  setText(target, words);
  if (words.length > 60) lines.title = words;
  else lines.removeAttribute('title');
}
