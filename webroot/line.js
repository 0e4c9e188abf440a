import { LiveOrders } from './live-orders.js';
import { groupBy } from './watch-plan.js';

const FAILED_ATTEMPTS = 5; // every transport had its turn

/** One connection of a source: a LiveOrders, and the members that it serves. */
export class Line {
  category;
  windows = []; // all that its members want, in order
  #source;
  #orders;
  #members = new Map(); // product → its members
  #states = new WeakMap(); // by member
  #watched; // what, as text
  #exists = new Map(); // product → whether it does, by the newest answer to a watch
  #settled = false; // whether there is an answer to this watch
  #resuming = false; // while it tells what it knows from before
  #doubtful = new Map(); // product → what is known so of one that was retired since, until there is an answer to this watch

  constructor(server, source) {
    this.#source = source;
    this.#orders = new LiveOrders(server, { token: () => source.bring() });
    this.#orders.addEventListener('total', ({ detail }) => this.#hear(detail));
    this.#orders.addEventListener('gone', ({ detail }) => this.#lose(detail));
    this.#orders.addEventListener('snapshot', () => this.#settle());
    this.#orders.addEventListener('details', () => this.#source.catalogueChanged());
    this.#orders.addEventListener('status', ({ detail }) => {
      if (detail.state !== 'refused' || !this.#source.refused(this)) this.show({ isNews: true });
    });
  }

  /** Serves these members from now on, and no others. */
  serve({ category, ids, members }) {
    this.category = category;
    this.#members = groupBy(members, ({ product }) => product);
    this.windows = [...new Set(members.flatMap(({ window }) => window ?? []))].sort();
    const { windows } = this;
    const watched = JSON.stringify([category, ids, windows]);
    if (watched !== this.#watched) {
      this.#watched = watched;
      this.#settled = false;
      this.#doubtful.clear();
      this.#resuming = true;
      this.#orders.watch({ category, ids, windows });
      this.#resuming = false;
    } else if (this.#settled) this.#settle();
    this.show();
  }

  /** Shows members their state: all, if there is news of the connection, otherwise those whose state is another now. */
  show({ isNews = false } = {}) {
    const { status } = this.#orders;
    for (const members of this.#members.values()) members.forEach((member) => this.#show(member, status, isNews));
  }

  close() {
    this.#members.clear();
    this.#orders.close();
  }

  #hear(change) {
    const members = this.#members.get(change.id);
    if (this.#resuming) {
      if (!this.#source.recall(change)) return void this.#doubtful.set(change.id, change);
      return members?.filter((member) => member.isBlank()).forEach((member) => member.hear(change));
    }
    this.#doubtful.delete(change.id);
    const known = this.#source.learn(change);
    if (!members) return;
    const previous = this.#settled ? change.previous : (known ?? change.previous); // what was watched before is older
    if (this.#exists.has(change.id)) this.#exists.set(change.id, true);
    const { status } = this.#orders;
    for (const member of members) {
      member.hear({ ...change, previous });
      if (this.#settled) this.#show(member, status);
    }
  }

  #lose(change) {
    this.#forget(change);
    if (!this.#members.has(change.id)) return;
    this.#exists.set(change.id, false);
    for (const member of this.#members.get(change.id)) this.#show(member, this.#orders.status);
  }

  /** A product that does not exist, or not any more, has no total to show. */
  #forget(change) {
    this.#source.forget(change.id);
    for (const member of this.#members.get(change.id) ?? []) if (!member.isBlank()) member.lose(change);
  }

  #settle() {
    if (this.#resuming) return;
    this.#settled = true;
    const { totals } = this.#orders;
    this.#exists = new Map(Array.from(this.#members.keys(), (product) => [product, totals.has(product)]));
    for (const [id, exists] of this.#exists) if (!exists) this.#forget({ id });
    for (const change of this.#doubtful.values()) if (totals.has(change.id)) this.#hear(change); // it is back
    this.#doubtful.clear();
    if (this.#orders.status.state === 'live') this.show();
  }

  #show(member, status, isNews) {
    const state = this.#stateOf(member, status);
    if (!isNews && state === this.#states.get(member)) return;
    this.#states.set(member, state);
    member.show(state, status);
  }

  #stateOf({ category, product, isBlank }, { state, staleMillis, attempts }) {
    const exists = this.#exists.get(product);
    if (state === 'refused') return 'failed';
    if (exists === false || !this.#source.mayHave(category)) return 'unknown';
    if (exists && state === 'live' && !staleMillis) return 'live';
    if (!isBlank()) return 'stale';
    return attempts >= FAILED_ATTEMPTS ? 'failed' : 'connecting';
  }
}
