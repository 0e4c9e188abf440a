import { mock } from 'node:test';
import { Channel, Locks } from './fake-tabs.mjs';

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
    this.#put('fetch', (url, options = {}) => {
      if (options.headers?.Accept) this.attempts.push(options.headers.Accept);
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

/** A LiveOrders and all that it tells. */
export function listen(orders) {
  const told = [];
  for (const type of ['total', 'gone', 'snapshot', 'status', 'details']) {
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

export function snapshot(seq, totals, { category = 'electronics', gen = 0, full = true, epoch = EPOCH } = {}) {
  return { type: 'snapshot', category, gen, epoch, seq, full, orders: list(totals) };
}

export function update(seq, totals) {
  return { type: 'update', category: 'electronics', seq, orders: list(totals) };
}

/** As the server tells of products that are watched without a category. */
export function snapshotOf(ids, seq, totals, options) {
  return { ...snapshot(seq, totals, options), category: undefined, ids };
}

const list = (totals) => Object.entries(totals).map(([id, total]) => ({ id, total }));

export const headers = (entries = {}) => new Headers(entries);

/** An answer to polling. */
export const polled = (seq, total) => ({
  ok: true,
  status: 200,
  headers: headers({ ETag: `"${EPOCH}-${seq}"` }),
  json: async () => ({ category: 'electronics', epoch: EPOCH, seq, orders: [{ id: 'A1', total }] }),
});

/** Answers requests for events by a stream, and others never. */
export function streamFrom(world) {
  let controller;
  const body = new ReadableStream({ start: (given) => (controller = given) });
  const send = (text) => controller.enqueue(new TextEncoder().encode(text));
  const event = (seq, message) => send(`id: ${EPOCH}-${seq}\nevent: orders\ndata: ${JSON.stringify(message)}\n\n`);
  world.answer = async (url, { headers: { Accept } }) => (Accept === 'text/event-stream' ? { ok: true, headers: headers(), body } : new Promise(() => {}));
  return { send, event, end: () => controller.close() };
}
