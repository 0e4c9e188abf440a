import { persist } from './persist.js';
import { text } from './texts.js';
import { uuid } from './uuid.js';
import { Waits } from './wake.js';

const CONFIRMED_MILLIS = 1_600;
const isNone = ({ retryable, isInDoubt }) => retryable || isInDoubt; // no answer, however long it stays so

/**
 * The orders that this page has placed and that have no answer yet, at most one of each product: whoever orders again
 * meanwhile gets the one under way. An order without an answer may have been counted, so it is sent again under its key,
 * whatever category is shown, until it is answered. One that is refused after that leaves its key to the next order of the
 * product. Events: `change` with a product id, when its `state` changed; `ordered` with `{productId, total}`; `failed` with
 * `{productId, problem}`.
 */
export class PendingOrders extends EventTarget {
  #send;
  #states = new Map(); // product id → {name, problem}
  #open = new Map(); // product id → Waits, of orders without an answer
  #keys = new Map(); // product id → the key of an order that may have been counted
  #timers = new Map();

  /** @param send `(productId, key)` places an order and answers its total */
  constructor(send) {
    super();
    this.#send = send;
  }

  /** The orders without an answer. */
  get size() {
    return this.#open.size;
  }

  /** `{name, problem}`; the name is "sending", "waiting", "ordered" or "failed". Undefined if there is nothing to tell. */
  state(productId) {
    return this.#states.get(productId);
  }

  /** Orders one, or sends the order that is under way again. */
  place(productId) {
    if (this.#open.has(productId)) this.#open.get(productId).end();
    else this.#place(productId, this.#keys.get(productId) ?? uuid());
  }

  /** Sends every order that has no answer again, now. */
  retry() {
    this.#open.forEach((waits) => waits.end());
  }

  async #place(productId, key) {
    const waits = new Waits();
    this.#open.set(productId, waits);
    this.#show(productId, 'sending');
    try {
      const failed = () => {
        this.#keys.set(productId, key);
        this.#show(productId, 'waiting', text('waitingForAnswer'));
      };
      const { total } = await persist(() => this.#send(productId, key), { isNone, failed, waits });
      this.#open.delete(productId);
      this.#keys.delete(productId);
      this.#show(productId, 'ordered');
      this.#timers.set(productId, setTimeout(() => this.#show(productId), CONFIRMED_MILLIS));
      this.#tell('ordered', { productId, total });
    } catch (problem) {
      this.#open.delete(productId);
      this.#show(productId, 'failed', problem.message);
      this.#tell('failed', { productId, problem });
    }
  }

  #show(productId, name, problem = '') {
    clearTimeout(this.#timers.get(productId));
    this.#timers.delete(productId);
    if (name) this.#states.set(productId, { name, problem });
    else this.#states.delete(productId);
    this.#tell('change', productId);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
