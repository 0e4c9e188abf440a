const BRIEF_MILLIS = 2_000;

/**
 * How live the totals are: the status of LiveOrders in the words of the page. `state` is one of "connecting", "live", "stale"
 * (the server has not compared itself with its store), "reconnecting", "offline" and "refused". Event `change`.
 */
export class PageStatus extends EventTarget {
  #orders;
  #status = { state: 'connecting' };
  #lostAt;
  #everLive = false;
  #timer;

  constructor(orders) {
    super();
    this.#orders = orders;
    orders.addEventListener('status', ({ detail }) => this.#take(detail));
  }

  get state() {
    const { state, staleMillis } = this.#status;
    if (state === 'live') return staleMillis > 0 ? 'stale' : 'live';
    if (state === 'refused' || state === 'offline') return state;
    return this.#everLive || this.#status.attempts || this.#status.retryInMillis ? 'reconnecting' : 'connecting';
  }

  /** Whether what is shown was live once, and is not now. */
  get isStale() {
    return this.#everLive && this.state !== 'live';
  }

  /** The same, if it is not over in a moment, or the browser is sure. */
  get isStaleForLong() {
    return this.isStale && (this.state === 'offline' || Date.now() - this.#lostAt >= BRIEF_MILLIS);
  }

  get ageMillis() {
    return this.#orders.status.ageMillis;
  }

  /** When it connects again, if that is known. */
  retryAt = 0;

  #take(status) {
    this.#status = status;
    this.#everLive ||= status.state === 'live';
    this.retryAt = Date.now() + (status.retryInMillis ?? 0);
    this.#tell();
  }

  #tell() {
    if (!this.isStale) this.#lostAt = undefined;
    else this.#lostAt ??= Date.now();
    clearTimeout(this.#timer);
    if (this.state !== 'live') this.#timer = setTimeout(() => this.#tell(), 1_000); // ages are told in seconds
    this.dispatchEvent(new Event('change'));
  }
}
