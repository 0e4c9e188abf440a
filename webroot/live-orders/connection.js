import { Backoff } from './backoff.js';
import { openEventStream } from './event-stream.js';
import { openPolling } from './polling.js';
import { openSocket } from './socket.js';

const LADDER = [
  { transport: 'websocket', open: openSocket, tries: 3 },
  { transport: 'event-stream', open: openEventStream, tries: 1 },
  { transport: 'polling', open: openPolling, tries: 1 },
];
const TRIES_WHERE_SOCKETS_WORK = 12;
const CONNECT_MILLIS = 10_000;
const ANSWER_MILLIS = 5_000;
const SILENCE_MILLIS = 60_000; // the server says something every 25 s
const DOUBTFUL_MILLIS = 30_000;
const SETTLED_MILLIS = 10_000;
const LONGEST_WAIT_MILLIS = 600_000;

/**
 * One connection to the server, kept alive, over the best transport that works here. Tells `message(message, view)` for
 * everything it hears, and `status({state, transport, retryInMillis})`: connecting, live, reconnecting, offline, refused.
 */
export class Connection {
  #server;
  #tell;
  #view;
  #link;
  #trial; // of a better transport than the one in use
  #rung = 0;
  #misses = 0; // attempts in a row on this rung that never came alive
  #socketsWork = false;
  #backoff = new Backoff();
  #betterIn = new Backoff({ baseMillis: 30_000, capMillis: LONGEST_WAIT_MILLIS });
  #state;
  #everLive = false;
  #liveAt;
  #heardAt;
  #alarm;
  #betterAlarm;

  constructor(server, tell) {
    this.#server = server;
    this.#tell = tell;
  }

  /** Watches this from now on; while waiting to reconnect it goes on waiting. */
  watch(view) {
    this.#view = view;
    this.#endTrial();
    if (this.#link?.watch) this.#ask();
    else if (this.#link || !this.#isWaiting()) this.#open();
  }

  /** The network or the visitor is back, or gone: no reason to wait any longer, but to doubt what was quiet for long. */
  wake({ type }) {
    const doubtful = /line$/.test(type) || Date.now() - this.#heardAt > DOUBTFUL_MILLIS;
    if (this.#isWaiting() ? type === 'offline' : this.#state !== 'live' || !doubtful) return;
    if (this.#link?.watch) this.#ask();
    else if (type !== 'offline') this.#open();
  }

  close() {
    this.#drop();
    this.#state = undefined;
  }

  #isWaiting() {
    return !this.#link && this.#state && this.#state !== 'refused';
  }

  #open() {
    this.#drop();
    this.#become(this.#everLive ? 'reconnecting' : 'connecting');
    this.#link = this.#start(LADDER[this.#rung]);
    this.#expect(CONNECT_MILLIS);
  }

  #start({ open }) {
    const link = open(this.#server, this.#view, {
      heard: (message) => this.#heard(link, message),
      ended: (how) => this.#ended(link, how),
    });
    return link;
  }

  /** Who lives must answer this; it carries the position, so what is missed in between comes with the answer. */
  #ask() {
    this.#link.watch(this.#view);
    this.#expect(this.#state === 'live' ? ANSWER_MILLIS : CONNECT_MILLIS);
  }

  #expect(millis) {
    this.#after(millis, () => this.#ended(this.#link, { retryAfterMillis: this.#state === 'live' ? 0 : undefined }));
  }

  #after(millis, action) {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(action, millis);
  }

  #heard(link, message) {
    if (link === this.#trial) this.#adopt();
    this.#heardAt = Date.now();
    this.#expect(SILENCE_MILLIS);
    this.#tell.message(message, this.#view);
    if (this.#state !== 'live' && this.#link) this.#settle();
  }

  #settle() {
    this.#liveAt = Date.now();
    this.#misses = 0;
    this.#everLive = true;
    if (this.#rung) this.#planTrial();
    else this.#socketsWork = true;
    this.#become('live');
  }

  #ended(link, { refused, retryAfterMillis }) {
    if (link === this.#trial) {
      this.#endTrial();
      this.#planTrial();
      return;
    }
    const wasLive = this.#state === 'live';
    this.#drop();
    if (refused) return this.#become('refused');
    if (!wasLive) this.#climb();
    else if (Date.now() - this.#liveAt > SETTLED_MILLIS) this.#backoff.reset();
    const wait = Math.min(retryAfterMillis ?? this.#backoff.next(), LONGEST_WAIT_MILLIS);
    const lost = this.#everLive ? 'reconnecting' : 'connecting';
    this.#after(wait, () => this.#open());
    this.#become(globalThis.navigator?.onLine === false ? 'offline' : lost, wait);
  }

  /** After some failures the next transport has its turn, and after the last the first: then it was not the transport. */
  #climb() {
    const tries = this.#rung || !this.#socketsWork ? LADDER[this.#rung].tries : TRIES_WHERE_SOCKETS_WORK;
    if (++this.#misses < tries) return;
    this.#misses = 0;
    this.#rung = (this.#rung + 1) % LADDER.length;
  }

  #planTrial() {
    clearTimeout(this.#betterAlarm);
    this.#betterAlarm = setTimeout(() => this.#try(), 10_000 + this.#betterIn.next());
  }

  #try() {
    this.#trial = this.#start(LADDER[0]);
    this.#betterAlarm = setTimeout(() => this.#ended(this.#trial, {}), CONNECT_MILLIS);
  }

  #adopt() {
    const trial = this.#trial;
    this.#trial = undefined;
    this.#drop();
    this.#link = trial;
    this.#rung = 0;
    this.#state = undefined;
  }

  #endTrial() {
    this.#trial?.close();
    this.#trial = undefined;
  }

  #drop() {
    clearTimeout(this.#alarm);
    clearTimeout(this.#betterAlarm);
    this.#endTrial();
    this.#link?.close();
    this.#link = undefined;
  }

  #become(state, retryInMillis) {
    this.#state = state;
    this.#tell.status({ state, transport: LADDER[this.#rung].transport, retryInMillis });
  }
}
