import { duration, timeOfDay } from './formats.js';
import { element, setText } from './markup.js';
import { text } from './texts.js';

const WORDS = {
  live: text('stateLive'),
  connecting: text('stateConnecting'),
  stale: text('stateStale'),
  reconnecting: text('stateReconnecting'),
  offline: text('stateOffline'),
  refused: text('stateRefused'),
};

/**
 * `<connection-state>`: whether the totals are live, and how old they are where that matters. Properties: `status`
 * is a PageStatus; `pausedAt` the time since which the visitor has let the numbers stand still. Attribute `state`: "connecting", "live", "stale", "reconnecting" (also while offline) or "refused". Only
 * the word is announced to screen readers, not each second.
 */
export class ConnectionState extends HTMLElement {
  #dot = element('span', { class: 'dot', 'aria-hidden': 'true' });
  #word = element('strong', { role: 'status' });
  #detail = element('span', { class: 'detail' });
  #plan = '';
  #pause = '';

  static define() {
    if (!customElements.get('connection-state')) customElements.define('connection-state', ConnectionState);
  }

  set status({ state, ageMillis, retryAt }) {
    const shown = state === 'offline' ? 'reconnecting' : state;
    if (this.getAttribute('state') !== shown) this.setAttribute('state', shown);
    setText(this.#word, WORDS[state]);
    this.#plan = [plan(state, retryAt), age(state, ageMillis)].filter(Boolean).join(' · ');
    this.#showDetail();
  }

  set pausedAt(at) {
    this.#pause = at ? text('pausedAt', { time: timeOfDay(at) }) : '';
    this.#showDetail();
  }

  connectedCallback() {
    if (this.firstChild) return;
    setText(this.#word, WORDS.connecting);
    this.append(this.#dot, this.#word, this.#detail);
  }

  #showDetail() {
    setText(this.#detail, this.#pause || this.#plan);
  }
}

function plan(state, retryAt) {
  if (state === 'refused') return text('notAllowed');
  if (state !== 'reconnecting') return '';
  const seconds = Math.ceil((retryAt - Date.now()) / 1_000);
  return seconds > 0 ? text('inSeconds', { seconds }) : text('now');
}

/** Of live totals nobody needs to know it: a quiet shop is no old one. */
function age(state, millis) {
  return state === 'live' || !(millis >= 1_000) ? '' : text('old', { duration: duration(millis) });
}
