import { persist } from './persist.js';
import { Problem } from './problem.js';

const TIMEOUT_MILLIS = 10_000;
const ORDER_PATIENCE_MILLIS = 120_000;

/** The HTTP side of the server. What goes wrong is a Problem, whether the server said so or did not answer. */
export class OrdersApi {
  /** `[{category, title, prefix, products}]` */
  categories() {
    return this.#ask('/categories');
  }

  /** `[{id, name, rrp, info}]`, in the order to show them */
  products(category) {
    return this.#ask(`/products/${encodeURIComponent(category)}`);
  }

  /** Adds a product and answers it as it was stored, with its id. */
  addProduct(category, product) {
    return this.#ask(`/products/${encodeURIComponent(category)}`, post(product));
  }

  /**
   * Orders one. Safe to repeat: the key makes the server count it once, so an order that got no answer is sent again until
   * it has one or the patience ends. `waiting()` is called before each repetition.
   */
  orderOne(id, key, waiting) {
    const request = post({ amount: 1 }, { 'Idempotency-Key': key });
    return persist(() => this.#ask(`/orders/${encodeURIComponent(id)}`, request), {
      failed: waiting,
      patienceMillis: ORDER_PATIENCE_MILLIS,
    });
  }

  async #ask(path, options) {
    try {
      const response = await fetch(path, { ...options, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
      if (!response.ok) throw await Problem.of(response);
      return await response.json();
    } catch (error) {
      throw error instanceof Problem ? error : Problem.noAnswer(error);
    }
  }
}

function post(body, headers) {
  return { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
