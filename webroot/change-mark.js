import { formatSigned } from './formats.js';
import { setTextInFrame } from './frame-text.js';

const WINDOW_MILLIS = 1_000;
const STEP_MILLIS = 100;

/**
 * `<change-mark>`: "+3" beside a total, the sum of its changes of the last second. The text stays when that is over, so
 * that it can fade. Event `direction`, with "up", "down" or undefined, whenever that changes.
 */
export class ChangeMark extends HTMLElement {
  #steps = []; // [{at, change}], the changes of each tenth of a second
  #sum = 0;
  #direction;
  #timer;

  static define() {
    if (!customElements.get('change-mark')) customElements.define('change-mark', ChangeMark);
  }

  /** Adds a change, which counts for a second. */
  add(change) {
    const at = Math.floor(performance.now() / STEP_MILLIS) * STEP_MILLIS;
    const newest = this.#steps.at(-1);
    if (newest?.at === at) newest.change += change;
    else this.#steps.push({ at, change });
    this.#sum += change;
    this.#timer ??= setTimeout(this.#step, 0);
  }

  /** Forgets all changes, at once. */
  clear() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#steps = [];
    this.#sum = 0;
    this.#show();
  }

  connectedCallback() {
    this.setAttribute('aria-hidden', 'true'); // the total says it already
  }

  disconnectedCallback() {
    this.clear();
  }

  #step = () => {
    const oldest = performance.now() - WINDOW_MILLIS - STEP_MILLIS;
    while (this.#steps[0]?.at < oldest) this.#sum -= this.#steps.shift().change;
    this.#timer = this.#steps.length ? setTimeout(this.#step, STEP_MILLIS) : undefined;
    this.#show();
  };

  #show() {
    const direction = this.#sum > 0 ? 'up' : this.#sum < 0 ? 'down' : undefined;
    if (direction) setTextInFrame(this, formatSigned(this.#sum));
    if (direction === this.#direction) return;
    this.#direction = direction;
    this.dispatchEvent(new CustomEvent('direction', { detail: direction }));
  }
}
