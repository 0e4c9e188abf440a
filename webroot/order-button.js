import { element, setText } from './markup.js';
import { RequestEvent } from './request-event.js';
import { uuid } from './uuid.js';

const CONFIRMED_MILLIS = 1_600;
const WAITING = 'The server does not answer yet. Asking again, under the same key.';

/**
 * `<order-button>`: orders one of a product. Properties `productId` and `productName` in; each click sends an event
 * `order` (RequestEvent) with `{productId, key, waiting}`: a key of its own, and a function to call when the order has to
 * wait for the server. An order that got no answer may have been counted, so the next click asks again under its old key.
 * Attribute `state`: absent, "sending", "waiting", "ordered", "failed".
 */
export class OrderButton extends HTMLElement {
  #label = element('span', {}, 'Order one');
  #button = element('button', { type: 'button' }, this.#label);
  #problem = element('p', { class: 'problem', hidden: true });
  #unanswered = [];
  #open = 0;
  #timer;
  productId;

  static define() {
    if (!customElements.get('order-button')) customElements.define('order-button', OrderButton);
  }

  set productName(name) {
    this.#button.setAttribute('aria-label', `Order one ${name}`);
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#button, this.#problem);
    this.#button.addEventListener('click', this.#order);
  }

  disconnectedCallback() {
    this.#button.removeEventListener('click', this.#order);
    clearTimeout(this.#timer);
  }

  #order = () => {
    const keys = this.#unanswered.length ? this.#unanswered.splice(0) : [uuid()];
    for (const key of keys) this.#send(key);
  };

  async #send(key) {
    this.#open++;
    if (this.getAttribute('state') !== 'waiting') this.#show('sending', 'Ordering…');
    const waiting = () => this.#show('waiting', 'Waiting…', WAITING);
    const event = new RequestEvent('order', { productId: this.productId, key, waiting });
    this.dispatchEvent(event);
    try {
      await event.answer;
      this.#open--;
      this.#confirm();
    } catch (problem) {
      this.#open--;
      if (problem.retryable) this.#unanswered.push(key);
      this.#show('failed', 'Try again', problem.message);
    }
  }

  #confirm() {
    if (this.#open || this.#unanswered.length) return;
    this.#show('ordered', 'Ordered');
    this.#timer = setTimeout(() => this.#show(undefined, 'Order one'), CONFIRMED_MILLIS);
  }

  #show(state, label, problem = '') {
    clearTimeout(this.#timer);
    if (state) this.setAttribute('state', state);
    else this.removeAttribute('state');
    setText(this.#label, label);
    setText(this.#problem, problem);
    this.#problem.hidden = !problem;
  }
}
