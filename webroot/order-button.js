import { element, setText } from './markup.js';
import { text } from './texts.js';

const LABELS = { sending: text('ordering'), waiting: text('waiting'), ordered: text('orderDone'), failed: text('tryAgain') };

/**
 * `<order-button>`: orders one of a product. Properties `productId`, `productName` and `order`, which is the state of the
 * order under way: `{name, problem}`, or undefined. Each click sends an event `order` with the product id. Its name is what it
 * says, with the product behind it. Attribute `state`: absent, "sending", "waiting", "ordered", "failed".
 */
export class OrderButton extends HTMLElement {
  #label = element('span', {}, text('orderOne'));
  #name = element('span', { class: 'unseen' });
  #button = element('button', { type: 'button' }, this.#label, ' ', this.#name);
  #problem = element('p', { class: 'problem', hidden: true });
  productId;

  static define() {
    if (!customElements.get('order-button')) customElements.define('order-button', OrderButton);
  }

  set productName(name) {
    setText(this.#name, name);
  }

  set order({ name, problem = '' } = {}) {
    if (name) this.setAttribute('state', name);
    else this.removeAttribute('state');
    setText(this.#label, LABELS[name] ?? text('orderOne'));
    setText(this.#problem, problem);
    this.#problem.hidden = !problem;
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#button, this.#problem);
    this.#button.addEventListener('click', this.#click);
  }

  disconnectedCallback() {
    this.#button.removeEventListener('click', this.#click);
  }

  #click = () => {
    this.dispatchEvent(new CustomEvent('order', { bubbles: true, detail: this.productId }));
  };
}
