import { backoff } from './live-orders.js';
import { Waits } from './wake.js';

/**
 * Makes a request until it has an answer. What failed on the way (network, 408, 5xx) is tried again with backoff, or when the
 * server says so; what was rejected is thrown at once. `failed(error)` is told of each failure, and `waits.end()` cuts the
 * wait for the next attempt short.
 */
export async function persist(request, { failed = () => {}, waits = new Waits() } = {}) {
  const times = backoff();
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!error.retryable) throw error;
      failed(error);
      await waits.sleep(Math.max(times.next().value, error.retryAfterMillis ?? 0));
    }
  }
}
