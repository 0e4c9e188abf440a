/**
 * What is known of one category, or of some products of it: the totals, and the position (epoch and seq) up to which every
 * order is in them. Within an epoch it never steps back.
 */
export class View {
  totals = new Map();
  epoch;
  seq = -1;

  constructor(category, ids) {
    this.category = category;
    this.ids = ids?.length ? [...new Set(ids)].sort() : undefined;
    this.key = [category, ...(this.ids ?? [])].join();
  }

  /** The address to watch it at, from a position on. */
  address(server, position = this.position) {
    const query = new URLSearchParams({ ...(this.ids && { ids: this.ids }), ...position });
    return `${server}/orders/${encodeURIComponent(this.category)}${String(query) && '?'}${query}`;
  }

  get position() {
    return this.epoch && { epoch: this.epoch, since: this.seq };
  }

  /** All of it, as the server would tell it. */
  get message() {
    const orders = Array.from(this.totals, ([id, total]) => ({ id, total }));
    return this.epoch && { type: 'snapshot', epoch: this.epoch, seq: this.seq, full: true, orders };
  }

  /** Takes a message; answers what changed, `[{id, total, previous}]`, or undefined if the message is of the past. */
  apply({ type, epoch = this.epoch, seq, full, orders = [] }) {
    if (!epoch || !(seq >= 0) || (epoch === this.epoch ? seq < this.seq : type !== 'snapshot')) return undefined;
    const known = orders.filter(({ id, total }) => typeof id === 'string' && Number.isSafeInteger(total));
    if (full) this.#keepOnly(new Set(known.map(({ id }) => id)));
    this.epoch = epoch;
    this.seq = seq;
    const changes = known.map(({ id, total }) => ({ id, total, previous: this.totals.get(id) }));
    changes.forEach(({ id, total }) => this.totals.set(id, total));
    return changes.filter(({ total, previous }) => total !== previous);
  }

  #keepOnly(ids) {
    for (const id of this.totals.keys()) if (!ids.has(id)) this.totals.delete(id);
  }
}
