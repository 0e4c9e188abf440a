import { backoff } from './live-orders.js';
import { sleep } from './wake.js';

/**
 * Makes a request until it has an answer: what failed on the way (network, 503) is tried again with backoff, or when the
 * server says; what was refused is thrown at once. `failed(error)` is told of each failure. After `patienceMillis` the last
 * failure is thrown.
 */
export async function persist(request, { failed = () => {}, patienceMillis = Infinity } = {}) {
  const waits = backoff();
  const deadline = Date.now() + patienceMillis;
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!error.retryable) throw error;
      const wait = Math.max(waits.next().value, error.retryAfterMillis ?? 0);
      if (Date.now() + wait > deadline) throw error;
      failed(error);
      await sleep(wait);
    }
  }
}
