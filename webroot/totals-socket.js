import { Backoff } from './backoff.js';
import { onWake } from './wake.js';

const CONNECT_MILLIS = 15_000;
const ANSWER_MILLIS = 5_000;
const SILENCE_MILLIS = 60_000;
const SETTLED_MILLIS = 10_000;
const LONGEST_WAIT_MILLIS = 600_000;

/**
 * The one socket of the page. Set `category` and it follows the totals of that category: event `total` with
 * `{id, total}` (absolute), event `status` with `{state, retryAt}`: "connecting", "live", "waiting" (until retryAt, by
 * Date.now), "refused" (for good). It knows nothing of the document.
 *
 * A script cannot see the server's pings, so a connection that died without a word would look live for ever. After a minute
 * of silence, and when the network or the visitor returns, it asks for its category again: who answered once must answer.
 */
export class TotalsSocket extends EventTarget {
  #address; // ws://host, without a path
  #category;
  #asked; // the category that the open socket was last asked for
  #answered = false; // whether that category has sent anything on this socket
  #socket = null;
  #openedAt;
  #backoff = new Backoff();
  #timer; // of the state it is in: to give up connecting, to reconnect, or to doubt the silence
  #state;

  constructor(origin = location.origin) {
    super();
    this.#address = origin.replace(/^http/, 'ws');
    onWake(() => this.#wake());
  }

  get category() {
    return this.#category;
  }

  set category(category) {
    if (category === this.#category) return;
    this.#category = category;
    if (this.#state === 'live') this.#ask();
    else if (!this.#state) this.#connect();
  }

  #connect() {
    this.#become('connecting');
    this.#asked = this.#category;
    this.#answered = false;
    this.#openedAt = undefined;
    this.#socket = new WebSocket(`${this.#address}/orders/${encodeURIComponent(this.#category)}`);
    this.#socket.addEventListener('open', this.#opened);
    this.#socket.addEventListener('message', this.#heard);
    this.#socket.addEventListener('close', this.#closed);
    this.#after(CONNECT_MILLIS, () => this.#abandon());
  }

  #opened = ({ target }) => {
    if (target !== this.#socket) return;
    this.#openedAt = Date.now();
    this.#become('live');
    this.#awaitSound();
    if (this.#asked !== this.#category) this.#ask();
  };

  #heard = ({ target, data }) => {
    if (target !== this.#socket) return;
    this.#answered = true;
    this.#awaitSound();
    const detail = read(data);
    if (detail) this.dispatchEvent(new CustomEvent('total', { detail }));
  };

  #closed = ({ target, code, reason }) => {
    if (target !== this.#socket) return;
    this.#socket = null;
    if (code === 1008) {
      clearTimeout(this.#timer);
      this.#become('refused');
      return;
    }
    const told = code === 1001 && /retry-after-ms=(\d+)/.exec(reason);
    this.#reconnectIn(told ? Math.min(Number(told[1]), LONGEST_WAIT_MILLIS) : this.#nextWait());
  };

  /** Starts over with short waits only after a connection that lasted: a server that is full accepts and closes at once. */
  #nextWait() {
    if (Date.now() - this.#openedAt > SETTLED_MILLIS) this.#backoff.reset();
    return this.#backoff.next();
  }

  #reconnectIn(millis) {
    this.#become('waiting', Date.now() + millis);
    this.#after(millis, () => this.#connect());
  }

  /** Drops a socket that does not answer, without waiting for its goodbye. */
  #abandon() {
    const socket = this.#socket;
    this.#socket = null;
    socket.close();
    this.#reconnectIn(this.#nextWait());
  }

  #wake() {
    if (this.#state === 'waiting') this.#connect();
    else if (this.#state === 'live') this.#doubt();
  }

  #awaitSound() {
    this.#after(SILENCE_MILLIS, () => this.#doubt());
  }

  #doubt() {
    const mustAnswer = this.#answered && this.#asked === this.#category;
    this.#ask();
    if (mustAnswer) this.#after(ANSWER_MILLIS, () => this.#abandon());
    else this.#awaitSound();
  }

  #ask() {
    if (this.#asked !== this.#category) this.#answered = false;
    this.#asked = this.#category;
    this.#socket.send(JSON.stringify({ cmd: 'update-category', payload: { category: this.#category } }));
  }

  #after(millis, action) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, millis);
  }

  #become(state, retryAt) {
    this.#state = state;
    this.dispatchEvent(new CustomEvent('status', { detail: { state, retryAt } }));
  }
}

/** A total, or undefined for anything else: what this page does not understand, it leaves alone. */
function read(data) {
  try {
    const { id, total } = JSON.parse(data);
    return typeof id === 'string' && Number.isSafeInteger(total) ? { id, total } : undefined;
  } catch {
    return undefined;
  }
}
