import { mock } from 'node:test';

/** The world around a LiveOrders, faked: sockets, fetch, the clock, the document and the tabs of an origin. */
export class World {
  sockets = [];
  requests = [];
  attempts = []; // of both
  blocked = false; // whether sockets end before they begin
  answer = () => Promise.reject(new TypeError('no network'));
  #before = new Map();

  constructor() {
    const world = this;
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
    this.page = new EventTarget();
    this.document = { visibilityState: 'visible' };
    this.navigator = { onLine: true };
    this.#put('WebSocket', function FakeSocket(url, protocol) {
      return world.#remember(new Socket(url, protocol));
    });
    this.#put('fetch', (url, options = { headers: {} }) => {
      if (options.headers.Accept) this.attempts.push(options.headers.Accept);
      this.requests.push({ url, ...options, headers: { ...options.headers } });
      return this.answer(url, options);
    });
    this.#put('document', this.document);
    this.#put('navigator', this.navigator);
    this.#put('addEventListener', (...what) => this.page.addEventListener(...what));
    this.#put('BroadcastChannel', undefined);
  }

  get socket() {
    return this.sockets.at(-1);
  }

  /** Makes tabs share, as in a browser: in this world every LiveOrders is a tab. */
  share() {
    this.navigator.locks = new Locks();
    this.#put('BroadcastChannel', Channel);
  }

  /** Has neither document nor events of the page, as in a worker or in Node.js. */
  leavePage() {
    ['document', 'navigator', 'addEventListener'].forEach((name) => this.#put(name, undefined));
  }

  /** Lets time pass, in steps, and everything that waited for nothing but its turn happen. */
  async pass(millis = 0) {
    await settle();
    for (let left = millis; left > 0; left -= 500) {
      mock.timers.tick(Math.min(left, 500));
      await settle();
    }
  }

  freezeFirstTab() {
    Channel.freeze();
  }

  /** A tab that leads learns only after a while that it was robbed. */
  robLate(millis) {
    Locks.robberyMillis = millis;
  }

  /** Plays the leader by hand: answers its channel, and has the lock. */
  async leadBy(name) {
    this.navigator.locks.request(name, {}, () => new Promise(() => {}));
    await settle();
    return this.channel(name);
  }

  channel(name) {
    return new Channel(name);
  }

  async tell(type) {
    this.page.dispatchEvent(new Event(type));
    await settle();
  }

  async show(visibilityState) {
    this.document.visibilityState = visibilityState;
    await this.tell('visibilitychange');
  }

  end() {
    Locks.robberyMillis = 0;
    Channel.frozen = undefined;
    mock.timers.reset();
    mock.restoreAll();
    for (const [name, descriptor] of this.#before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
    }
  }

  #remember(socket) {
    this.attempts.push('websocket');
    this.sockets.push(socket);
    if (this.blocked) queueMicrotask(() => socket.end());
    return socket;
  }

  #put(name, value) {
    if (!this.#before.has(name)) this.#before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
}

const settle = async () => {
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
};

class Socket {
  readyState = 0;
  sent = []; // payloads
  commands = []; // their names
  closed = false;

  constructor(url, protocol) {
    Object.assign(this, { url, protocol });
  }

  /** The server accepts, and says this. */
  accept(...messages) {
    this.readyState = 1;
    this.onopen?.();
    messages.forEach((message) => this.say(message));
  }

  say(message) {
    this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
  }

  end(code = 1006, reason = '') {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  /** The page's Content-Security-Policy forbids it: Chromium says only that. */
  forbid() {
    this.readyState = 3;
    this.onerror?.();
  }

  /** It did not open. */
  fail() {
    this.onerror?.();
    this.end();
  }

  send(text) {
    const { cmd, payload } = JSON.parse(text);
    this.commands.push(cmd);
    this.sent.push(payload);
  }

  close() {
    this.closed = true;
  }
}

class Locks {
  static robberyMillis = 0; // until one who was robbed learns it
  #queues = new Map();

  request(name, { signal, steal }, hold) {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(name) ?? this.#queues.set(name, []).get(name);
      const claim = { hold, resolve, reject };
      const gone = () => reject(new DOMException('gone', 'AbortError'));
      signal?.addEventListener('abort', () => {
        if (claim.held) return;
        queue.splice(queue.indexOf(claim), 1);
        gone();
      });
      const robbed = steal && queue.shift();
      if (robbed) setTimeout(() => robbed.reject(new DOMException('stolen', 'AbortError')), Locks.robberyMillis);
      if (steal) queue.unshift(claim);
      else queue.push(claim);
      this.#grant(queue);
    });
  }

  async #grant(queue) {
    await undefined;
    const [claim] = queue;
    if (!claim || claim.held) return;
    claim.held = true;
    claim.resolve(await claim.hold());
    if (queue[0] === claim) queue.shift();
    this.#grant(queue);
  }
}

class Channel {
  static frozen;
  static #all = new Set();

  constructor(name) {
    this.name = name;
    Channel.#all.add(this);
  }

  postMessage(data) {
    if (!Channel.#all.has(this)) throw new DOMException('closed', 'InvalidStateError');
    for (const other of Channel.#all) {
      if (Channel.frozen === this || Channel.frozen === other) continue;
      if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }));
    }
  }

  /** The tab that was opened first does and hears nothing from now on; called again, it does. */
  static freeze() {
    Channel.frozen = Channel.frozen ? undefined : [...Channel.#all][0];
  }

  close() {
    this.onmessage = null;
    Channel.#all.delete(this);
  }
}

/** A LiveOrders and all that it tells. */
export function listen(orders) {
  const told = [];
  for (const type of ['total', 'snapshot', 'status', 'details']) {
    orders.addEventListener(type, ({ detail }) => told.push({ ...detail, type }));
  }
  return {
    of: (type) => told.filter((each) => each.type === type),
    get state() {
      return told.findLast(({ type }) => type === 'status')?.state;
    },
  };
}

export const EPOCH = 'b7b7b7b7b7b7b7b7';

export function snapshot(seq, totals, { gen = 0, full = true, epoch = EPOCH } = {}) {
  return { type: 'snapshot', category: 'electronics', gen, epoch, seq, full, orders: list(totals) };
}

export function update(seq, totals) {
  return { type: 'update', category: 'electronics', seq, orders: list(totals) };
}

/** As the server tells of products that are watched without a category. */
export function snapshotOf(ids, seq, totals, options) {
  return { ...snapshot(seq, totals, options), category: undefined, ids };
}

const list = (totals) => Object.entries(totals).map(([id, total]) => ({ id, total }));
