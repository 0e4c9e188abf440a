const LATE_MILLIS = 5_000;
const PROBE_MILLIS = 2_000;
const TELL_MILLIS = 30_000; // the server says every 25 s how far it is behind its store

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
  #feeds = new Map(); // feed → `{lostAt, behindAt, tellsBy}`: moments; undefined while it is not lost, behind its store, new
  #timer;
  #probing = false;

  /** @param probe a function that asks the server something, and answers a promise that it rejects without an answer */
  constructor(probe) {
    super();
    this.#probe = probe;
    this.#timer = setInterval(() => this.#turn(), PROBE_MILLIS / 2);
  }

  /**
   * Minds a feed from now on. What its server said of the store holds until it says otherwise, or another one that it is
   * connected to since; one that is asked alone never does, and has half a minute.
   */
  watch(feed) {
    const state = { lostAt: Date.now() };
    this.#feeds.set(feed, state);
    feed.addEventListener('heard', ({ detail }) => {
      const { staleMillis } = detail ?? {};
      if (staleMillis !== undefined) {
        state.behindAt = staleMillis > 0 ? Date.now() - staleMillis : undefined;
        state.tellsBy = undefined;
      } else if (state.lostAt !== undefined) state.tellsBy ??= Date.now() + TELL_MILLIS;
      if (Date.now() > state.tellsBy) state.behindAt = undefined;
      state.lostAt = undefined;
      this.#judge();
    });
    feed.addEventListener('lost', () => (state.lostAt ??= Date.now()));
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
    const moments = [...this.#feeds.values()].flatMap(({ lostAt, behindAt }) => [lostAt, behindAt]);
    const since = Math.min(this.#reachedAt, ...moments.filter((moment) => moment !== undefined));
    const isLive = now - since < LATE_MILLIS;
    if (isLive === this.isLive) return;
    this.isLive = isLive;
    this.since = isLive ? undefined : since;
    this.dispatchEvent(new Event('change'));
  }
}
