import { cancelPaint, prefersStillness, requestPaint } from './frames.js';
import { setText } from './markup.js';

const TICK_MILLIS = 800;
const format = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/**
 * `<live-total>`: a number that ticks from what it shows to its newest value. Property `value` in; after the next frame the
 * attribute `value` carries the newest value, exactly, while the text is still on its way.
 */
export class LiveTotal extends HTMLElement {
  #value; // what was last received; undefined until then
  #shown; // what the text says
  #from;
  #startedAt; // of the tick that runs, by the clock of the frames; undefined before its first frame

  static define() {
    if (!customElements.get('live-total')) customElements.define('live-total', LiveTotal);
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    if (value === this.#value) return;
    this.#value = value;
    this.#from = this.#shown ?? value;
    this.#startedAt = undefined;
    requestPaint(this);
  }

  connectedCallback() {
    if (this.#value === undefined) setText(this, '–');
    else requestPaint(this);
  }

  disconnectedCallback() {
    cancelPaint(this);
  }

  /** See frames.js; true while the number still ticks. */
  paint(now) {
    if (this.#startedAt === undefined) {
      this.#startedAt = now;
      this.setAttribute('value', this.#value);
    }
    const progress = prefersStillness() ? 1 : Math.min(1, (now - this.#startedAt) / TICK_MILLIS);
    const eased = 1 - (1 - progress) ** 3;
    this.#show(progress < 1 ? Math.round(this.#from + (this.#value - this.#from) * eased) : this.#value);
    return this.#shown !== this.#value;
  }

  #show(number) {
    if (number === this.#shown) return;
    this.#shown = number;
    const text = format.format(number);
    // The style sheet shrinks long numbers until they fit their card.
    if (text.length !== this.textContent.length) this.style.setProperty('--digits', text.length);
    setText(this, text);
  }
}
