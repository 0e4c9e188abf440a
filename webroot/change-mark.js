import { cancelPaint, requestPaint } from './frames.js';
import { setText } from './markup.js';

const SHOWN_MILLIS = 2_000;
const format = new Intl.NumberFormat('en', { signDisplay: 'exceptZero' });

/**
 * `<change-mark>`: "+3", for a moment, beside the total that just changed; changes that come while it is shown are summed.
 * The attribute `direction` is "up" or "down" for that moment, so that the style sheet can mark the whole card.
 */
export class ChangeMark extends HTMLElement {
  #change = 0;
  #timer;

  static define() {
    if (!customElements.get('change-mark')) customElements.define('change-mark', ChangeMark);
  }

  /** Adds a change to what is shown. */
  add(change) {
    this.#change += change;
    requestPaint(this);
  }

  connectedCallback() {
    this.setAttribute('aria-hidden', 'true'); // the total says it already
  }

  disconnectedCallback() {
    cancelPaint(this);
    this.#end();
  }

  /** See frames.js; one frame is enough. */
  paint() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), SHOWN_MILLIS);
    this.setAttribute('direction', this.#change < 0 ? 'down' : 'up');
    setText(this, format.format(this.#change));
    return false;
  }

  // The text stays, so that it can fade.
  #end() {
    clearTimeout(this.#timer);
    this.#change = 0;
    this.removeAttribute('direction');
  }
}
