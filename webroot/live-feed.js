import { backoff } from './live-orders.js';
import { onWake, Waits } from './wake.js';

const SILENCE_MILLIS = 60_000; // the server says something every 25 s
const CONNECT_MILLIS = 10_000;
const POLL_MILLIS = 3_000;
const MAX_WAIT_MILLIS = 600_000; // of those that a server asks for
const HIDDEN_MILLIS = 60_000;
const ABSENT = new Set([400, 403, 404, 405]);
const ABSENT_MILLIS = 60_000; // nodes of two releases may be beside each other
const FOUND = Symbol('found');

/**
 * A list of the server that is told anew whenever it changed: `/top`, `/trends` or `/recent`. It comes over a WebSocket, by
 * events where sockets are blocked, and is asked for where those are, too. It is quiet on a page that is hidden for long.
 * Events: `message` with the newest list; `heard` whenever the server said anything, with `{staleMillis}` where it said that;
 * `details` when products or categories have changed; `lost` when the connection ended; `absent` when the server itself says
 * that it has no such list, or not for this reader, and goes on saying so for a minute where there was one; `refused` when it
 * wants a valid token. These two end the feed.
 */
export class LiveFeed extends EventTarget {
  #address;
  #token;
  #type; // of its messages
  #open;
  #link = () => {}; // ends the connection
  #waits = new Waits();
  #asking; // an AbortController
  #wasHeard = false; // at any time
  #absentAt; // since when the server says that it has no such list
  #closing = new AbortController();
  #hiddenTimer;

  /**
   * @param server the URL under which its paths begin, with a slash at its end
   * @param path with its query, like `top?limit=10`
   * @param token that is shown to the server; empty for none
   */
  constructor(server, path, token = '') {
    super();
    this.#address = server + path;
    this.#token = token;
    this.#open = token ? [openSocket] : [openSocket, openEvents]; // which cannot show one
    [this.#type] = path.split(/[/?]/);
    const { signal } = this.#closing;
    onWake(() => this.retry(), { signal });
    globalThis.document?.addEventListener('visibilitychange', () => this.#look(), { signal });
    this.#run();
  }

  /** Connects now, if it waits to or for an answer. */
  retry() {
    this.#asking?.abort(FOUND);
    this.#waits.end();
  }

  close() {
    this.#closing.abort();
    clearTimeout(this.#hiddenTimer);
    this.#link();
    this.#asking?.abort();
    this.#waits.end();
  }

  get #isClosed() {
    return this.#closing.signal.aborted;
  }

  async #run() {
    for (let waits = backoff(); !this.#isClosed; ) {
      while (isHidden() && !this.#isClosed) await this.#waits.sleep(HIDDEN_MILLIS);
      const { wasLive, wait } = await this.#follow();
      if (this.#isClosed) return;
      this.#tell('lost');
      if (wait > 0) waits = backoff(2 * wait);
      else if (wasLive) waits = backoff();
      else {
        this.#open.reverse();
        if (await this.#ask()) waits = backoff(POLL_MILLIS, POLL_MILLIS);
        if (this.#isClosed) return;
      }
      await this.#waits.sleep(Math.min(wait ?? waits.next().value, MAX_WAIT_MILLIS));
    }
  }

  /** Answers, when the connection has ended, `{wasLive, wait}`: whether there was one, and the milliseconds it was told. */
  #follow() {
    return new Promise((resolve) => {
      let wasLive = false;
      let timer;
      const end = (wait) => {
        clearTimeout(timer);
        this.#link = () => {};
        close();
        resolve({ wasLive, wait });
      };
      const expect = (millis) => {
        clearTimeout(timer);
        timer = setTimeout(end, millis);
      };
      const heard = (message) => {
        wasLive = true;
        expect(SILENCE_MILLIS);
        this.#hear(message);
      };
      const close = this.#open[0](this.#address, this.#type, { token: this.#token, heard, ended: end });
      this.#link = end;
      expect(CONNECT_MILLIS);
    });
  }

  /** Asks once. Answers whether the server is there. */
  async #ask() {
    const asking = (this.#asking = new AbortController());
    const timer = setTimeout(() => asking.abort(), CONNECT_MILLIS);
    try {
      const headers = { Accept: 'application/json', ...(this.#token && { Authorization: `Bearer ${this.#token}` }) };
      const response = await fetch(this.#address, { headers, signal: asking.signal });
      if (response.ok) this.#hear(await response.json());
      else if (/problem\+json/.test(response.headers.get('Content-Type'))) this.#mind(response.status);
      return response.ok;
    } catch (reason) {
      return reason === FOUND;
    } finally {
      clearTimeout(timer);
      this.#asking = undefined;
    }
  }

  /** Minds a problem of the server's own, not of a proxy before it. */
  #mind(status) {
    if (ABSENT.has(status)) this.#absentAt ??= Date.now();
    const isAbsent = ABSENT.has(status) && (!this.#wasHeard || Date.now() - this.#absentAt >= ABSENT_MILLIS);
    if (!isAbsent && status !== 401) return;
    this.close();
    this.#tell(isAbsent ? 'absent' : 'refused');
  }

  #hear(message) {
    if (this.#isClosed || !message) return;
    this.#wasHeard = true;
    this.#absentAt = undefined;
    const { type = this.#type, staleMillis } = message;
    this.#tell('heard', { staleMillis });
    if (type === this.#type) this.#tell('message', message);
    else if (type === 'details') this.#tell(type);
  }

  #look() {
    clearTimeout(this.#hiddenTimer);
    if (isHidden()) this.#hiddenTimer = setTimeout(() => this.#link(), HIDDEN_MILLIS);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function openSocket(address, type, { token, heard, ended }) {
  let socket;
  try {
    socket = new WebSocket(address.replace(/^http/, 'ws'), token ? ['live-orders.v1', `bearer.${token}`] : 'live-orders.v1');
  } catch {
    queueMicrotask(ended);
    return () => {};
  }
  socket.onmessage = ({ data }) => heard(read(data));
  socket.onclose = ({ reason }) => ended(/retry-after-ms=(\d+)/.exec(reason)?.[1]);
  return () => {
    socket.onclose = socket.onmessage = null;
    socket.close();
  };
}

function openEvents(address, type, { heard, ended }) {
  const source = new EventSource(address);
  for (const name of [type, 'heartbeat', 'details']) {
    source.addEventListener(name, ({ data }) => heard({ type: name, ...read(data) }));
  }
  source.onerror = () => ended(); // the reconnecting is ours
  return () => source.close();
}

function read(text) {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function isHidden() {
  return globalThis.document?.visibilityState === 'hidden';
}
