import { Backoff } from './live-orders/backoff.js';
import { sleep } from './wake.js';

/**
 * Makes a request until it has an answer: what failed on the way (network, 503) is tried again with backoff, or when the
 * server says; what was refused is thrown at once. `failed(error)` is told of each failure. After `patienceMillis` the last
 * failure is thrown.
 */
export async function persist(request, { failed = () => {}, patienceMillis = Infinity } = {}) {
  const backoff = new Backoff();
  const deadline = Date.now() + patienceMillis;
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!error.retryable) throw error;
      const wait = Math.max(backoff.next(), error.retryAfterMillis ?? 0);
      if (Date.now() + wait > deadline) throw error;
      failed(error);
      await sleep(wait);
    }
  }
}
