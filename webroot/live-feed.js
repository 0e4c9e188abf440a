import { backoff } from './live-orders.js';
import { onWake, Waits } from './wake.js';

const SILENCE_MILLIS = 60_000; // the server says something every 25 s
const CONNECT_MILLIS = 10_000;
const POLL_MILLIS = 3_000;
const HIDDEN_MILLIS = 60_000;
const ABSENT = new Set([400, 403, 404, 405]);

/**
 * A list of the server that is told anew whenever it changed: `/top`, `/trends` or `/recent`. It comes over a WebSocket, by
 * events where sockets are blocked, and is asked for where those are, too. It is quiet on a page that is hidden for long. Events:
 * `message` with the newest list; `heard` whenever the server said anything, with `{staleMillis}` where it said that; `lost`
 * when the connection ended; `absent` when this server has no such list, or not for this reader, and `refused` when it wants a valid token: both end the feed.
 */
export class LiveFeed extends EventTarget {
  #address;
  #token;
  #type; // of its messages
  #open;
  #link = () => {}; // ends the connection
  #waits = new Waits();
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
    onWake(() => this.#waits.end(), { signal });
    globalThis.document?.addEventListener('visibilitychange', () => this.#look(), { signal });
    this.#run();
  }

  /** Connects now, if it waits to. */
  retry() {
    this.#waits.end();
  }

  close() {
    this.#closing.abort();
    clearTimeout(this.#hiddenTimer);
    this.#link();
    this.#waits.end();
  }

  get #isClosed() {
    return this.#closing.signal.aborted;
  }

  async #run() {
    for (let waits = backoff(); !this.#isClosed; ) {
      while (isHidden() && !this.#isClosed) await this.#waits.sleep(HIDDEN_MILLIS);
      const wasLive = await this.#follow();
      if (this.#isClosed) return;
      this.#tell('lost');
      if (wasLive) waits = backoff();
      else {
        this.#open.reverse();
        if (await this.#ask()) waits = backoff(POLL_MILLIS, POLL_MILLIS);
      }
      await this.#waits.sleep(waits.next().value);
    }
  }

  /** Answers, when the connection has ended, whether there was one. */
  #follow() {
    return new Promise((resolve) => {
      let wasLive = false;
      let timer;
      const end = () => {
        clearTimeout(timer);
        this.#link = () => {};
        close();
        resolve(wasLive);
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

  /** Asks once; a server without such a list is asked no more. */
  async #ask() {
    try {
      const { signal } = this.#closing;
      const headers = { Accept: 'application/json', ...(this.#token && { Authorization: `Bearer ${this.#token}` }) };
      const response = await fetch(this.#address, { headers, signal });
      if (response.ok) this.#hear(await response.json());
      else if (ABSENT.has(response.status) || response.status === 401) {
        this.close();
        this.#tell(response.status === 401 ? 'refused' : 'absent');
      }
      return response.ok;
    } catch {
      return false;
    }
  }

  #hear(message) {
    if (this.#isClosed || !message) return;
    const { type = this.#type, staleMillis } = message;
    this.#tell('heard', { staleMillis });
    if (type === this.#type) this.#tell('message', message);
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
  socket.onclose = ended;
  return () => {
    socket.onclose = socket.onmessage = null;
    socket.close();
  };
}

function openEvents(address, type, { heard, ended }) {
  const source = new EventSource(address);
  for (const name of [type, 'heartbeat']) source.addEventListener(name, ({ data }) => heard({ type: name, ...read(data) }));
  source.onerror = ended; // the reconnecting is ours
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
