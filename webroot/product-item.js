import { ChangeMark } from './change-mark.js';
import { LiveTotal } from './live-total.js';
import { element, setText } from './markup.js';
import { OrderButton } from './order-button.js';

const price = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/**
 * `<product-item>`: the card of a product. Properties `product` (`{id, name, rrp, info}`) and `total` in; the event `order`
 * of its button out. Attribute `product-id` says whose card it is.
 */
export class ProductItem extends HTMLElement {
  #id = element('span', { class: 'id' });
  #rrp = element('span', { class: 'rrp' });
  #name = element('h2');
  #info = element('p', { class: 'info' });
  #total = element('live-total');
  #change = element('change-mark');
  #order = element('order-button');

  static define() {
    [LiveTotal, ChangeMark, OrderButton].forEach((part) => part.define());
    if (!customElements.get('product-item')) customElements.define('product-item', ProductItem);
  }

  set product({ id, name, rrp, info }) {
    this.setAttribute('product-id', id);
    setText(this.#id, id);
    setText(this.#name, String(name ?? id));
    setText(this.#rrp, formatRrp(rrp));
    setText(this.#info, String(info ?? ''));
    this.#order.productId = id;
    this.#order.productName = this.#name.textContent;
  }

  set total(total) {
    const before = this.#total.value;
    if (total === before) return;
    this.#total.value = total;
    if (before !== undefined) this.#change.add(total - before);
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.setAttribute('role', 'listitem');
    this.append(
      element('div', { class: 'top' }, this.#id, this.#rrp),
      this.#name,
      this.#info,
      element('div', { class: 'count' }, this.#total, this.#change),
      element('div', { class: 'bottom' }, element('span', { class: 'unit' }, 'ordered'), this.#order),
    );
  }
}

function formatRrp(rrp) {
  if (rrp === undefined || rrp === null || rrp === '') return '';
  return Number.isFinite(Number(rrp)) ? `RRP ${price.format(rrp)}` : `RRP ${rrp}`;
}
