import { element, setText } from './markup.js';

const WORDS = { live: 'Live', connecting: 'Connecting', reconnecting: 'Reconnecting', refused: 'Refused' };

/**
 * `<connection-state>`: whether the totals are live, and how old they are by this machine's own clock. Property `age` is a
 * function that says how many milliseconds. Attribute `state`: "connecting", "live", "reconnecting", "refused". Only the
 * word is announced to screen readers, not each second.
 */
export class ConnectionState extends HTMLElement {
  #dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  #word = element('strong', { role: 'status' });
  #detail = element('span', { class: 'detail' });
  #status = { state: 'connecting' };
  #everLive = false;
  #retryAt = 0;
  #timer;
  age = () => undefined;

  static define() {
    if (!customElements.get('connection-state')) customElements.define('connection-state', ConnectionState);
  }

  /** A status of LiveOrders. */
  set status(status) {
    this.#status = status;
    this.#retryAt = Date.now() + (status.retryInMillis ?? 0);
    this.#everLive ||= status.state === 'live';
    this.#render();
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#dot, this.#word, ' ', this.#detail);
    this.#timer = setInterval(() => this.#render(), 1_000);
    this.#render();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #render() {
    const state = this.#shownState();
    if (this.getAttribute('state') !== state) this.setAttribute('state', state);
    setText(this.#word, this.#status.state === 'offline' ? 'Offline' : WORDS[state]);
    setText(this.#detail, [this.#plan(state), this.#age(state)].filter(Boolean).join(' · '));
  }

  #shownState() {
    const { state } = this.#status;
    if (state === 'live' || state === 'refused') return state;
    return this.#everLive || this.#status.retryInMillis ? 'reconnecting' : 'connecting';
  }

  #plan(state) {
    if (state === 'refused') return 'not allowed';
    if (state !== 'reconnecting') return '';
    const seconds = Math.ceil((this.#retryAt - Date.now()) / 1_000);
    return seconds > 0 ? `in ${seconds} s` : 'now';
  }

  /** Short while there is a plan beside it: on a small screen both have one line. */
  #age(state) {
    const millis = this.age();
    if (millis === undefined) return '';
    if (state !== 'live') return `${duration(millis)} old`;
    return millis < 1_500 ? 'last heard just now' : `last heard ${duration(millis)} ago`;
  }
}

function duration(millis) {
  const seconds = Math.round(millis / 1_000);
  if (seconds < 100) return `${seconds} s`;
  if (seconds < 6_000) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3_600)} h`;
}
