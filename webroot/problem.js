import { text } from './texts.js';

const PASSING = new Set([408, 429, 502, 503, 504]);
const NOT_IMPLEMENTED = 501;
const UNAVAILABLE = 503;
const MAX_WAIT_MILLIS = 600_000;

/** Why a request failed: the server's application/problem+json (RFC 9457), or that there was no answer (no `status`). */
export class Problem extends Error {
  /** The bad fields: `[{field, message}]`. */
  errors = [];
  status;
  retryAfterMillis; // at most ten minutes

  static noAnswer(cause) {
    return new Problem(text('serverSilent'), { cause });
  }

  static async of(response) {
    const body = await response.json().catch(() => undefined);
    const problem = new Problem(body?.detail || body?.title || text('serverAnswered', { status: response.status }));
    problem.status = response.status;
    problem.retryAfterMillis = Math.min(1_000 * Number(response.headers.get('Retry-After')), MAX_WAIT_MILLIS) || undefined;
    if (Array.isArray(body?.errors)) problem.errors = body.errors;
    return problem;
  }

  /** Whether this is no answer: the same request may succeed soon. */
  get retryable() {
    return this.status === undefined || PASSING.has(this.status);
  }

  /** Whether the request may have been carried out; with 503 the server's own words say that. */
  get isInDoubt() {
    const { status } = this;
    return status === undefined || (status >= 500 && ![NOT_IMPLEMENTED, UNAVAILABLE].includes(status));
  }
}
