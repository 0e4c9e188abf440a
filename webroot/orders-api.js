import { ALL } from './page-address.js';
import { Problem } from './problem.js';

const TIMEOUT_MILLIS = 10_000;

/** The HTTP side of the server. What goes wrong is a Problem, whether the server said so or did not answer. */
export class OrdersApi {
  #server;

  /** The key that is shown with every request; empty for none. */
  key = '';

  /** @param server the URL under which its paths begin, with a slash at its end */
  constructor(server) {
    this.#server = server;
  }

  /**
   * `{orders, catalogue, keys, read, currency, simulated}`: whether this visitor may place orders, and change products; whether a
   * key may allow more; whether it may see totals, where that needs a key; the currency of prices; whether orders are simulated.
   */
  access() {
    return this.#ask(this.#keyed('access'));
  }

  /** `[{category, title, prefix, products}]`, in the order to show them */
  categories() {
    return this.#ask(this.#keyed('categories'));
  }

  /** `[{id, name, rrp, info}]`, in the order to show them */
  products(category) {
    return this.#ask(`products/${encodeURIComponent(category)}`);
  }

  /** `[{id, total, windows}]` of a category, or of all; `windows` has the window that is asked for. */
  async totals(category, windowName) {
    const path = category === ALL ? 'orders' : `orders/${encodeURIComponent(category)}`;
    return (await this.#ask(path + (windowName ? `?windows=${windowName}` : ''))).orders;
  }

  /** What sells most, in the window that the server has for that: `{window, entries: [{id, category, count}]}` */
  top() {
    return this.#ask(this.#keyed('top?limit=100'));
  }

  /** The curves of products: `{series, step, from}` */
  trends(ids, span = '24h') {
    return this.#ask(`trends?span=${span}&${new URLSearchParams(ids.map((id) => ['id', id]))}`);
  }

  /** Adds a product and answers it as it was stored, with its id. */
  addProduct(category, product) {
    return this.#ask(`products/${encodeURIComponent(category)}`, post(product));
  }

  /** Orders one. Safe to repeat: under one key the server counts it once. */
  orderOne(id, key) {
    return this.#ask(`orders/${encodeURIComponent(id)}`, post({ amount: 1 }, { 'Idempotency-Key': key }));
  }

  /** With a key the address differs, so that what was loaded ahead without one is not taken for the answer. */
  #keyed(path) {
    return this.key ? `${path}${path.includes('?') ? '&' : '?'}keyed` : path;
  }

  async #ask(path, options) {
    try {
      const headers = { ...options?.headers, ...(this.key && { Authorization: `Bearer ${this.key}` }) };
      const response = await fetch(this.#server + path, { ...options, headers, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
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
