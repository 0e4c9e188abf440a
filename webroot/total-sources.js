import { bringToken } from './bring-token.js';
import { Line } from './line.js';
import { groupBy, planWatches } from './watch-plan.js';

const LINGER_MILLIS = 1_000; // an element that goes is often about to come back
const MAX_KNOWN = 2_000;
const sources = new Map(); // by server and token

/**
 * Makes an element a watcher of one product. All elements of a document that ask the same server share one connection,
 * whatever their categories, as long as the server takes as many products on one. Those that show different tokens do not,
 * but share what they watch alike, as tabs do; one function is as good as another.
 *
 * @param member `{server, category, product, window, token, isBlank, hear, lose, show}`: `window` is undefined where the total is
 *     wanted, `token` answers the token, or the function
 *     that brings it, `isBlank` answers whether it has no total to show, `hear`
 *     gets the details of `total`, `lose` those of `gone`, `show` the state of the element ("connecting", "live", "stale", "unknown" or "failed") and
 *     the status of LiveOrders
 * @returns a function that ends it
 */
export function joinSource(member) {
  const { server } = member;
  const token = member.token?.();
  const key = JSON.stringify([server, typeof token, token]);
  if (!sources.has(key)) sources.set(key, new Source(server, () => sources.delete(key)));
  return sources.get(key).join(member);
}

/** All elements that ask one server with one token. */
class Source {
  #server;
  #discard;
  #members = new Set();
  #lines = [];
  #known = new Map(); // product → newest total and windows, also of those that nobody watches now; null of one that is gone
  #planning = false;
  #ending; // a timer, while there are no members
  #byIds = true; // until the server refuses that
  #together = true; // whatever their windows, until the server refuses one of these
  #asked = false; // for the categories
  #categories; // their names; undefined until they are known

  constructor(server, discard) {
    this.#server = server;
    this.#discard = discard;
  }

  join(member) {
    this.#members.add(member);
    const known = this.#known.get(member.product);
    if (known && (!member.window || member.window in (known.windows ?? {}))) member.hear(known);
    member.show(member.isBlank() ? 'connecting' : 'stale');
    this.#plan();
    return () => {
      this.#members.delete(member);
      this.#plan();
    };
  }

  /** Once for all elements that come and go in one go, so that one that moves loses nothing. */
  #plan() {
    if (this.#planning) return;
    this.#planning = true;
    queueMicrotask(() => {
      this.#planning = false;
      clearTimeout(this.#ending);
      if (this.#members.size) this.#carryOut(this.#plans());
      else this.#ending = setTimeout(() => this.#end(), LINGER_MILLIS);
    });
  }

  /** One that asks for a window which is not offered here must not fail the others. */
  #plans() {
    const groups = groupBy(this.#members, ({ window }) => this.#together || window);
    return [...groups.values()].flatMap((members) => planWatches(members, this.#byIds));
  }

  /** A line goes on with what it watched, so that nothing moves from one connection to another without need. */
  #carryOut(plan) {
    const free = new Set(this.#lines);
    const chosen = plan.map(({ category }) => take(free, (line) => line.category === category));
    this.#lines = plan.map((watch, i) => {
      const line = chosen[i] ?? take(free, () => true) ?? new Line(this.#server, this);
      line.serve(watch);
      return line;
    });
    free.forEach((line) => line.close());
    if (plan.some(({ category }) => category === undefined)) this.#askCategories();
  }

  /** Called by a line that needs a token. */
  bring() {
    return bringToken(this.#members);
  }

  /** Called by a line that hears a total. Answers the one that was known until then. */
  learn(told) {
    const known = this.#known.get(told.id);
    this.#keep(known, told);
    return known?.total;
  }

  /** Called by a line that tells a total from before, which replaces nothing that is known. Answers whether it may be shown. */
  recall(told) {
    const known = this.#known.get(told.id);
    if (known === null) return false;
    this.#keep(told, known);
    return true;
  }

  #keep(older, newer) {
    const { id, total } = { ...older, ...newer };
    if (this.#known.size > MAX_KNOWN) this.#known.clear();
    this.#known.set(id, { id, total, windows: { ...older?.windows, ...newer?.windows } });
  }

  /** Called by a line that hears that a product was retired. */
  forget(id) {
    this.#known.set(id, null);
  }

  /** Called by a line whose server refuses it. Older servers know categories only, and each only some windows. */
  refused(line) {
    if (line.windows.length) {
      if (!this.#together) return false;
      this.#together = false;
    } else if (!this.#byIds || line.category !== undefined) return false;
    else this.#byIds = false;
    this.#lines = this.#lines.filter((each) => each !== line); // new ones begin with a socket
    line.close();
    this.#plan();
    return true;
  }

  /** Called by a line whose server changed its catalogue. A category that was retired takes its products with it. */
  catalogueChanged() {
    if ([...this.#members].every(({ category }) => this.mayHave(category))) return;
    this.#asked = false;
    this.#askCategories();
  }

  /** Whether there is such a category. Who watches products by their ids alone does not learn it from their totals. */
  mayHave(category) {
    return this.#categories?.has(category) ?? true;
  }

  async #askCategories() {
    if (this.#asked) return;
    this.#asked = true;
    try {
      const token = await this.bring();
      const headers = token ? { Authorization: `Bearer ${token}` } : {};
      const response = await fetch(`${this.#server}/categories`, { headers });
      const categories = await response.json();
      this.#categories = new Set(categories.map(({ category }) => category));
      this.#lines.forEach((line) => line.show());
    } catch {
      this.#asked = false; // none is called unknown, until they are asked for again
    }
  }

  #end() {
    this.#lines.forEach((line) => line.close());
    this.#discard();
  }
}

function take(lines, fits) {
  const found = [...lines].find(fits);
  lines.delete(found);
  return found;
}
