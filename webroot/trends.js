import { sleep } from './wake.js';

const MAX_IDS = 100; // in one request; the server takes 200
const MAX_ADDRESS = 6_000; // characters of ids
const MAX_KNOWN = 2_000;
const GATHER_MILLIS = 200;
const TELL_MILLIS = 1_000;
const SPREAD_MILLIS = 15_000; // after a step has ended, not all pages ask at once
const STEP_MILLIS = { '1m': 60_000, '15m': 900_000, '1h': 3_600_000, '1d': 86_400_000 };

/**
 * The curves of the last 24 hours of the products that somebody looks at. They are asked for together, grow with the totals
 * that arrive, at most once a second, and are read again when a step has ended. Event `series`, with a product id.
 */
export class Trends extends EventTarget {
  #api;
  #series = new Map(); // id → values, from old to new
  #wanted = new Set(); // ids to ask for
  #seen = new Set(); // ids that somebody looks at
  #grown = new Set(); // ids to tell of
  #gathering = false;
  #telling;
  #renewal;
  #hadCurves = false;
  #isAbsent = false; // as this server has no curves

  /** @param api answers `trends(ids)` */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** The values of a product; undefined while they are not known. */
  of(id) {
    return this.#series.get(id);
  }

  /** Says which products are looked at now. */
  set seen(ids) {
    this.#seen = new Set(ids);
    for (const id of this.#seen) if (!this.#series.has(id)) this.#wanted.add(id);
    this.#gather();
  }

  /** Adds what was ordered just now. */
  grow(id, amount) {
    const values = this.#series.get(id);
    if (!values) return;
    values[values.length - 1] += amount;
    this.#grown.add(id);
    this.#telling ??= setTimeout(() => this.#tellGrown(), TELL_MILLIS);
  }

  /** Forgets what it knows, as something may have been missed, and asks for what is looked at. */
  renew() {
    this.#series.clear();
    this.seen = this.#seen;
  }

  async #gather() {
    if (this.#gathering || !this.#wanted.size || this.#isAbsent) return;
    this.#gathering = true;
    await sleep(GATHER_MILLIS);
    const ids = take(this.#wanted, this.#seen);
    try {
      if (ids.length) this.#learn(ids, await this.#api.trends(ids));
    } catch (problem) {
      this.#isAbsent = !this.#hadCurves && !problem.retryable && problem.status < 500;
      ids.forEach((id) => this.#wanted.add(id));
      await sleep(Math.max(SPREAD_MILLIS, problem.retryAfterMillis ?? 0));
    }
    this.#gathering = false;
    this.#gather();
  }

  #learn(ids, { series = {}, step, from }) {
    this.#hadCurves = true;
    if (this.#series.size > MAX_KNOWN) this.#series.clear();
    for (const id of ids) {
      this.#series.set(id, series[id] ?? []);
      this.#tell(id);
    }
    const values = Object.values(series)[0];
    if (values) this.#planRenewal(Date.parse(from) + values.length * STEP_MILLIS[step] - Date.now(), STEP_MILLIS[step]);
  }

  /**
   * Waits for the end of the step under way; at most a step, however wrong the clock. A step that is over is that of a
   * quiet shop or of a server whose clock is behind: it is asked for again after as long as it has been over.
   */
  #planRenewal(millis, stepMillis) {
    const wait = Math.min(Math.abs(millis), stepMillis);
    if (this.#renewal || Number.isNaN(wait)) return;
    this.#renewal = setTimeout(() => {
      this.#renewal = undefined;
      this.renew();
    }, Math.max(GATHER_MILLIS, wait) + Math.random() * SPREAD_MILLIS);
  }

  #tellGrown() {
    this.#telling = undefined;
    const grown = this.#grown;
    this.#grown = new Set();
    grown.forEach((id) => this.#tell(id));
  }

  #tell(id) {
    this.dispatchEvent(new CustomEvent('series', { detail: id }));
  }
}

/** Takes as many ids as one request holds; those that nobody looks at any more are dropped. */
function take(wanted, seen) {
  const ids = [];
  let length = 0;
  for (const id of wanted) {
    if (ids.length === MAX_IDS || length > MAX_ADDRESS) break;
    wanted.delete(id);
    if (!seen.has(id)) continue;
    ids.push(id);
    length += encodeURIComponent(id).length + '&id='.length;
  }
  return ids;
}
