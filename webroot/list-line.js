import { backoff } from './live-orders.js';

const CONNECT_MILLIS = 10_000;
const SILENCE_MILLIS = 60_000; // the server says something every 25 s
const SETTLED_MILLIS = 10_000; // after which it waits as at first again
const HIDDEN_MILLIS = 300_000;
const POLL_MILLIS = 5_000;
const POLLS_BEFORE_SOCKET = 12;
const REFUSALS = new Set([400, 401, 403, 404]);
const MAX_WAIT_MILLIS = 600_000; // of those that a server asks for
const MAX_MISSES = 3; // sockets that do not open, before it asks by HTTP

/**
 * A connection to one list of a server: a socket, or polling where sockets are blocked. It ends while the page is hidden for
 * long, and comes back with it. A list is small and comes whole, so there is nothing to resume.
 */
export class ListLine {
  #url;
  #owner;
  #waits = backoff();
  #timer;
  #hiddenTimer;
  #link; // an AbortController
  #misses = 0; // up to MAX_MISSES
  #isTrial = false; // of a socket, while what the last poll said still holds
  #liveAt; // of this connection; undefined until it is live
  #wasLive = false; // at any time
  #hadList;
  #paused = false;
  #closing = new AbortController();

  /**
   * @param url   of the list
   * @param owner `{bring, hear, show}`: `bring` answers a token or nothing, at once or later, `hear` gets each list, `show`
   *     what a list is worth ("live", "stale", "lost" or "refused")
   * @param hadList whether the owner had one by another line: then a token that is not valid is no reason to give up
   */
  constructor(url, owner, hadList = false) {
    this.#url = url;
    this.#owner = owner;
    this.#hadList = hadList;
    const { signal } = this.#closing;
    for (const type of ['online', 'pageshow', 'pagehide', 'visibilitychange']) {
      globalThis.addEventListener?.(type, this.#pageChanged, { signal });
    }
    this.#open();
  }

  close() {
    this.#closing.abort();
    this.#pause();
  }

  #pause() {
    this.#paused = true;
    clearTimeout(this.#timer);
    this.#link?.abort();
    this.#link = undefined;
  }

  #pageChanged = ({ type }) => {
    const hidden = globalThis.document?.visibilityState === 'hidden';
    clearTimeout(this.#hiddenTimer);
    if (type === 'pagehide') this.#pause();
    else if (hidden) this.#hiddenTimer = setTimeout(() => this.#pause(), HIDDEN_MILLIS);
    else if (this.#paused || type === 'online') this.#open();
  };

  async #open(isTrial = false) {
    this.#paused = false;
    this.#isTrial = isTrial;
    this.#link?.abort();
    const link = (this.#link = new AbortController());
    this.#expect(CONNECT_MILLIS);
    try {
      const token = await this.#owner.bring();
      if (link.signal.aborted) return;
      if (this.#misses < MAX_MISSES) this.#openSocket(link.signal, token);
      else await this.#poll(link.signal, token);
    } catch {
      if (!link.signal.aborted) this.#lost();
    }
  }

  #openSocket(signal, token) {
    const protocols = token ? ['live-orders.v1', `bearer.${token}`] : ['live-orders.v1'];
    const socket = new WebSocket(this.#url.replace(/^http/, 'ws'), protocols);
    signal.addEventListener('abort', () => socket.close());
    socket.onmessage = ({ data }) => signal.aborted || this.#heard(read(data));
    socket.onerror = () => signal.aborted || this.#lost(); // where a policy forbids it no close follows
    socket.onclose = ({ code, reason }) => {
      if (signal.aborted) return;
      if (code === 1008) this.#refused();
      else this.#lost(/retry-after-ms=(\d+)/.exec(reason)?.[1]);
    };
  }

  #heard(message) {
    this.#misses = 0;
    this.#isTrial = false;
    this.#liveAt ??= Date.now();
    this.#wasLive = true;
    this.#expect(SILENCE_MILLIS);
    const { type, staleMillis = 0, seq } = message;
    if (seq >= 0 && type !== 'heartbeat' && type !== 'details') this.#owner.hear(message);
    if (type !== 'details') this.#owner.show(staleMillis > 0 ? 'stale' : 'live');
  }

  async #poll(signal, token) {
    const headers = { Accept: 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
    for (let polls = 0; polls < POLLS_BEFORE_SOCKET; polls++) {
      this.#expect(CONNECT_MILLIS);
      const response = await fetch(this.#url, { headers, cache: 'no-store', signal });
      const { status } = response;
      if (REFUSALS.has(status) && !this.#wasLive && !(status === 401 && this.#hadList)) return this.#refused(response);
      if (response.ok) {
        headers['If-None-Match'] = response.headers.get('ETag');
        const list = await response.json();
        if (signal.aborted) return;
        this.#owner.hear(list);
      } else if (status !== 304) throw new Error('not now');
      clearTimeout(this.#timer);
      this.#liveAt ??= Date.now();
      this.#wasLive = true;
      this.#owner.show('live');
      await new Promise((resolve) => {
        this.#timer = setTimeout(resolve, POLL_MILLIS);
      });
      if (signal.aborted) return;
    }
    this.#misses--; // for one try of a socket, which the next answer replaces if it fails
    this.#open(true);
  }

  #expect(millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#lost(), millis);
  }

  #lost(wait, worth = 'lost') {
    this.#link?.abort();
    if (Date.now() - this.#liveAt > SETTLED_MILLIS) this.#waits = backoff();
    this.#liveAt = undefined;
    this.#misses = Math.min(this.#misses + 1, MAX_MISSES);
    if (wait > 0) this.#waits = backoff(2 * wait);
    if (this.#isTrial && wait === undefined) wait = 0;
    else this.#owner.show(worth);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), Math.min(wait ?? this.#waits.next().value, MAX_WAIT_MILLIS));
  }

  /** By the server itself, or by what answers in its place, maybe while it starts. */
  #refused(response) {
    if (response && !/problem\+json/.test(response.headers.get('Content-Type'))) return this.#lost(undefined, 'refused');
    this.#pause();
    this.#owner.show('refused');
  }
}

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
