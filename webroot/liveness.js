const LATE_MILLIS = 5_000;
const PROBE_MILLIS = 2_000;

/**
 * Whether what a wall shows is live, at most five seconds late. It asks the server every two seconds, as a quiet shop and a
 * broken wire sound the same, and minds what the feeds say of the server's store. Event `change`; `isLive` and `since`, the
 * moment since when it is not.
 */
export class Liveness extends EventTarget {
  isLive = true;
  since;
  #probe;
  #reachedAt = Date.now(); // the server's last answer
  #behindMillis = 0; // of the server behind its store, when it said so
  #feeds = new Map(); // feed → since when it has been lost; undefined while it is up
  #timer;
  #probing = false;

  /** @param probe a function that asks the server something, and answers a promise that it rejects without an answer */
  constructor(probe) {
    super();
    this.#probe = probe;
    this.#timer = setInterval(() => this.#turn(), PROBE_MILLIS / 2);
  }

  /** Minds a feed from now on. */
  watch(feed) {
    this.#feeds.set(feed, Date.now());
    feed.addEventListener('heard', ({ detail }) => {
      this.#feeds.set(feed, undefined);
      if (detail?.staleMillis !== undefined) this.#behindMillis = detail.staleMillis;
      this.#judge();
    });
    feed.addEventListener('lost', () => this.#feeds.has(feed) && this.#feeds.set(feed, this.#feeds.get(feed) ?? Date.now()));
    for (const end of ['absent', 'refused']) feed.addEventListener(end, () => this.leave(feed));
  }

  /** Minds it no more. */
  leave(feed) {
    this.#feeds.delete(feed);
  }

  close() {
    clearInterval(this.#timer);
  }

  #turn() {
    this.#judge();
    if (this.#probing) return;
    this.#probing = true;
    const askedAt = Date.now();
    const rest = () => setTimeout(() => (this.#probing = false), Math.max(0, askedAt + PROBE_MILLIS - Date.now() - 1));
    this.#probe().then(() => this.#reach()).catch(() => {}).then(rest);
  }

  /** A server that is back after a while is asked by all feeds at once. */
  #reach() {
    if (Date.now() - this.#reachedAt > LATE_MILLIS) for (const feed of this.#feeds.keys()) feed.retry();
    this.#reachedAt = Date.now();
  }

  #judge(now = Date.now()) {
    const certain = [this.#reachedAt, now - this.#behindMillis, ...[...this.#feeds.values()].filter((lostAt) => lostAt !== undefined)];
    const since = Math.min(...certain);
    const isLive = now - since < LATE_MILLIS;
    if (isLive === this.isLive) return;
    this.isLive = isLive;
    this.since = isLive ? undefined : since;
    this.dispatchEvent(new Event('change'));
  }
}
