import { backoff } from './live-orders.js';
import { Waits } from './wake.js';

/**
 * Makes a request until it has an answer. What `isNone(error)` calls none, if not given what failed on the way (network,
 * 408, 429, 502 to 504), is tried again with backoff, or when the server says so; anything else is thrown at once.
 * `failed(error)` is told of each failure, and `waits.end()` cuts the wait for the next attempt short.
 */
export async function persist(request, { isNone = ({ retryable }) => retryable, failed = () => {}, waits = new Waits() } = {}) {
  const times = backoff();
  for (;;) {
    try {
      return await request();
    } catch (error) {
      if (!isNone(error)) throw error;
      failed(error);
      await waits.sleep(Math.max(times.next().value, error.retryAfterMillis ?? 0));
    }
  }
}
