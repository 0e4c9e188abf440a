import { Problem } from './problem.js';

const TIMEOUT_MILLIS = 10_000;

/** The HTTP side of the server. What goes wrong is a Problem, whether the server said so or did not answer. */
export class OrdersApi {
  #server;

  /** @param server the URL under which its paths begin, with a slash at its end */
  constructor(server) {
    this.#server = server;
  }

  /** `{orders, catalogue}`: whether this visitor may place orders, and change products. */
  access() {
    return this.#ask('access');
  }

  /** `[{category, title, prefix, products}]`, in the order to show them */
  categories() {
    return this.#ask('categories');
  }

  /** `[{id, name, rrp, info}]`, in the order to show them */
  products(category) {
    return this.#ask(`products/${encodeURIComponent(category)}`);
  }

  /** `[{id, total}]` */
  async totals(category) {
    return (await this.#ask(`orders/${encodeURIComponent(category)}`)).orders;
  }

  /** Adds a product and answers it as it was stored, with its id. */
  addProduct(category, product) {
    return this.#ask(`products/${encodeURIComponent(category)}`, post(product));
  }

  /** Orders one. Safe to repeat: under one key the server counts it once. */
  orderOne(id, key) {
    return this.#ask(`orders/${encodeURIComponent(id)}`, post({ amount: 1 }, { 'Idempotency-Key': key }));
  }

  async #ask(path, options) {
    try {
      const response = await fetch(this.#server + path, { ...options, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
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
