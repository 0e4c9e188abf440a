import { timeOfDay } from './formats.js';
import { element, setText } from './markup.js';
import { text } from './texts.js';

const CAUSES = {
  stale: text('causeStale'),
  offline: text('causeOffline'),
  refused: text('causeRefused'),
};

/**
 * `<stale-banner>`: says, across the foot of the page, that the totals are not live, and from when they are. Property `status`
 * is a PageStatus. Its button sends an event `retry`.
 */
export class StaleBanner extends HTMLElement {
  #text = element('p');
  #retry = element('button', { type: 'button' }, text('retryNow'));

  static define() {
    if (!customElements.get('stale-banner')) customElements.define('stale-banner', StaleBanner);
  }

  set status({ isStaleForLong, state, ageMillis }) {
    this.hidden = !isStaleForLong;
    if (this.hidden) return;
    const from = ageMillis === undefined ? '' : ` ${text('totalsFrom', { time: timeOfDay(Date.now() - ageMillis) })}`;
    setText(this.#text, (CAUSES[state] ?? text('causeLost')) + from);
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#text, this.#retry);
    this.#retry.addEventListener('click', this.#click);
  }

  disconnectedCallback() {
    this.#retry.removeEventListener('click', this.#click);
  }

  #click = () => this.dispatchEvent(new Event('retry', { bubbles: true }));
}
