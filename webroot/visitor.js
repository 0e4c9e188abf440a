import { persist } from './persist.js';
import { keepKey, readKey } from './session-key.js';

/**
 * What this visitor may do, by the key of this tab if there is one. A server that cannot say it lets nobody do anything. Event
 * `change`; `rights` is `{orders, catalogue, keys, read, currency, simulated}`, undefined before it is known. `read` tells whether
 * this visitor may see totals, where that needs a key; `currency` is that of products which name none; `simulated` whether orders are.
 */
export class Visitor extends EventTarget {
  rights;
  problem = ''; // why a key is not in use
  #api;

  constructor(api) {
    super();
    this.#api = api;
    api.key = readKey();
  }

  get hasKey() {
    return Boolean(this.#api.key);
  }

  /** Asks what is allowed. */
  async ask() {
    try {
      this.#allow(await persist(() => this.#api.access()));
    } catch (problem) {
      await this.reject(problem);
    }
  }

  /** Asks that again; what is known stays where there is no answer, or was for another key. */
  async renew() {
    const { key } = this.#api;
    const rights = await this.#api.access().catch(() => undefined);
    if (rights && this.#api.key === key) this.#allow(rights);
  }

  /** Takes up a key, or forgets it; one that is refused is not kept, and the one before stays. */
  async useKey(key) {
    const before = this.#api.key;
    this.#api.key = key;
    try {
      const rights = await this.#api.access();
      keepKey(key, rights.read);
      this.#allow(rights);
    } catch (problem) {
      this.#api.key = before;
      throw problem;
    }
  }

  /** Takes note that a request was refused: a key that is not valid any more is forgotten. */
  async reject(problem) {
    if (problem.status !== 401) return this.#allow({});
    this.#api.key = '';
    keepKey('');
    this.problem = problem.message;
    this.#allow(await persist(() => this.#api.access()).catch(() => ({})));
  }

  /** Takes note that nobody may order here. */
  mayNotOrder() {
    this.#allow({ ...this.rights, orders: false });
  }

  #allow({ orders = false, catalogue = false, keys = false, read, currency, simulated = false }) {
    this.rights = { orders, catalogue, keys, read, currency, simulated };
    this.dispatchEvent(new Event('change'));
  }
}
