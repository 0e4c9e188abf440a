import { Connection } from './live-orders/connection.js';
import { Tabs } from './live-orders/tabs.js';
import { View } from './live-orders/view.js';

const HIDDEN_MILLIS = 300_000;
const REMEMBERED_VIEWS = 8;

/**
 * The live totals of a category: `new LiveOrders('https://totals.shop.example', {category: 'electronics'})`. Events: `total`,
 * `snapshot` and `status`; live-orders.d.ts says what is in them. Tabs of an origin that watch the same share a connection,
 * unless `share` is false.
 */
export class LiveOrders extends EventTarget {
  #server;
  #category;
  #ids;
  #share;
  #views = new Map(); // by key, the latest last
  #view = new View();
  #tabs;
  #connection;
  #status = { state: 'connecting' };
  #heardAt;
  #staleMillis = 0;
  #calm = false; // taking over from another tab: not worth a word, unless it fails
  #changing = false;
  #hiddenAlarm;
  #listening = new AbortController();

  constructor(url, { category, ids, share = true } = {}) {
    super();
    this.#server = new URL(url, globalThis.location?.href).href.replace(/\/+$/, '');
    this.#share = share;
    this.#connection = new Connection(this.#server, { message: this.#hear, status: this.#say });
    const { signal } = this.#listening;
    const types = ['online', 'offline', 'pageshow', 'pagehide'];
    types.forEach((type) => globalThis.addEventListener?.(type, this.#pageChanged, { signal }));
    globalThis.document?.addEventListener('visibilitychange', this.#pageChanged, { signal });
    this.#watchVisibility();
    this.category = category;
    this.ids = ids;
  }

  get category() {
    return this.#category;
  }

  set category(category) {
    this.#category = category;
    this.#change();
  }

  get ids() {
    return this.#ids;
  }

  set ids(ids) {
    this.#ids = ids;
    this.#change();
  }

  /** Product id → total, of the category that is watched. */
  get totals() {
    return this.#view.totals;
  }

  get status() {
    return { ...this.#status, staleMillis: this.#staleMillis, ageMillis: this.ageMillis };
  }

  /** How old the totals may be, by the clock of this machine; undefined before there are any. */
  get ageMillis() {
    return this.#heardAt && Math.max(0, Date.now() - this.#heardAt) + this.#staleMillis;
  }

  close() {
    this.#category = undefined;
    this.#listening.abort();
    this.#stop('closed');
  }

  /** Once for all that is set in one go. */
  async #change() {
    if (this.#changing) return;
    this.#changing = true;
    await undefined;
    this.#changing = false;
    const view = new View(this.#category, this.#ids);
    if (view.key === this.#view.key || this.#listening.signal.aborted) return;
    this.#view = this.#views.get(view.key) ?? view;
    this.#views.delete(view.key);
    this.#views.set(view.key, this.#view);
    if (this.#views.size > REMEMBERED_VIEWS) this.#views.delete(this.#views.keys().next().value);
    if (this.#category) this.#start();
    else this.#stop('paused');
  }

  #start() {
    this.#tabs?.leave();
    this.#tabs = new Tabs(`live-orders ${this.#server} ${this.#view.key}`, {
      lead: () => {
        this.#calm = this.#status.state === 'live';
        this.#connection.watch(this.#view);
      },
      follow: () => this.#connection.close(),
      hear: ({ message, status }) => {
        this.#connection.close();
        if (message) this.#take(message);
        if (status) this.#show(status);
      },
      tell: () => ({ message: this.#view.message, status: this.#status }),
    });
    this.#tabs.join(this.#share);
  }

  #stop(state) {
    clearTimeout(this.#hiddenAlarm);
    this.#tabs?.leave();
    this.#tabs = undefined;
    this.#connection.close();
    this.#show({ state });
  }

  #hear = (message, view) => {
    if (view !== this.#view) return;
    this.#take(message);
    this.#tabs.say({ message: { ...message, epoch: view.epoch } });
  };

  #say = (status) => {
    if ((this.#calm &&= /ing$/.test(status.state) && !status.retryInMillis)) return;
    this.#tabs?.say({ status });
    this.#show(status);
  };

  #take(message) {
    this.#heardAt = Date.now();
    const { type, full, orders, staleMillis = this.#staleMillis } = message;
    const changes = this.#view.apply(message);
    changes?.forEach((change) => this.#tell('total', change));
    if (changes && type === 'snapshot') this.#tell('snapshot', { category: this.#view.category, full, orders });
    if (staleMillis === this.#staleMillis) return;
    this.#staleMillis = staleMillis;
    this.#show(this.#status);
  }

  #show(status) {
    this.#status = status;
    this.#tell('status', this.status);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** A page in the cache of the back button, or hidden for long, watches nothing; one that is back does so at once. */
  #pageChanged = (event) => {
    this.#watchVisibility();
    if (!this.#category) return;
    if (event.type === 'pagehide') this.#stop('paused');
    else if (globalThis.document?.visibilityState === 'hidden' && event.type === 'visibilitychange') return;
    else if (!this.#tabs) this.#start();
    else {
      this.#tabs.wake();
      this.#connection.wake(event);
    }
  };

  #watchVisibility() {
    clearTimeout(this.#hiddenAlarm);
    if (globalThis.document?.visibilityState !== 'hidden') return;
    this.#hiddenAlarm = setTimeout(() => this.#stop('paused'), HIDDEN_MILLIS);
  }
}
