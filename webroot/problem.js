import { text } from './texts.js';

const PASSING = new Set([429, 502, 503, 504]);

/** Why a request failed: the server's application/problem+json (RFC 9457), or that there was no answer (no `status`). */
export class Problem extends Error {
  /** The bad fields: `[{field, message}]`. */
  errors = [];
  status;
  retryAfterMillis;

  static noAnswer(cause) {
    return new Problem(text('serverSilent'), { cause });
  }

  static async of(response) {
    const body = await response.json().catch(() => undefined);
    const problem = new Problem(body?.detail || body?.title || text('serverAnswered', { status: response.status }));
    problem.status = response.status;
    problem.retryAfterMillis = 1_000 * Number(response.headers.get('Retry-After')) || undefined;
    if (Array.isArray(body?.errors)) problem.errors = body.errors;
    return problem;
  }

  /** Whether the same request may succeed later. */
  get retryable() {
    return this.status === undefined || PASSING.has(this.status);
  }
}
