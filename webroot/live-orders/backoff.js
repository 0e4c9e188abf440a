/**
 * Capped exponential backoff with full jitter: each wait is anything between nothing and a bound that doubles, so that the
 * pages of a whole shop do not come back in step.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export class Backoff {
  #attempt = 0;

  constructor({ baseMillis = 500, capMillis = 30_000 } = {}) {
    this.baseMillis = baseMillis;
    this.capMillis = capMillis;
  }

  /** The milliseconds to wait before the next attempt. */
  next() {
    const bound = Math.min(this.capMillis, this.baseMillis * 2 ** this.#attempt);
    if (bound < this.capMillis) this.#attempt++;
    return Math.random() * bound;
  }

  reset() {
    this.#attempt = 0;
  }
}
