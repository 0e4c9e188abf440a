import { bringToken } from './bring-token.js';
import { ListLine } from './list-line.js';

const LINGER_MILLIS = 1_000; // an element that goes is often about to come back
const MAX_IDS = 200;
const MAX_ADDRESS = 15_000; // characters of ids in an address, which may have 16 KiB
const groups = new Map(); // by what they watch

/**
 * Makes an element a watcher of a list. Elements that watch the same share one connection, and so do curves of different
 * products with the same span.
 *
 * @param member `{server, path, query, product, token, hear, show}`: `path` is "/top" or "/trends" with the category,
 *     `query` its parameters, `product` that of a curve, `token` answers the token, or the function that brings it, `hear`
 *     gets each list, `show` the state of the element
 * @returns a function that ends it
 */
export function joinList(member) {
  const { server, path, query, product } = member;
  const token = member.token?.();
  for (let number = 0; ; number++) {
    const key = JSON.stringify([server, path, query, typeof token, token, number]);
    if (!groups.has(key)) groups.set(key, new Group(server + path, query, () => groups.delete(key)));
    const group = groups.get(key);
    if (product === undefined || group.hasRoomFor(product)) return group.join(member);
  }
}

/** All elements that share a connection. */
class Group {
  #url;
  #query;
  #discard;
  #members = new Set();
  #line;
  #watched; // the address
  #list;
  #state = 'connecting';
  #planning = false;
  #ending; // a timer, while there are no members

  constructor(url, query, discard) {
    this.#url = url;
    this.#query = query;
    this.#discard = discard;
  }

  get #products() {
    return [...new Set([...this.#members].map(({ product }) => product))].filter((product) => product !== undefined).sort();
  }

  hasRoomFor(product) {
    const products = this.#products;
    if (products.includes(product)) return true;
    const length = [...products, product].reduce((sum, id) => sum + encodeURIComponent(id).length + '&id='.length, 0);
    return products.length < MAX_IDS && length <= MAX_ADDRESS;
  }

  join(member) {
    this.#members.add(member);
    if (this.#list) member.hear(this.#list);
    this.#showTo(member);
    this.#plan();
    return () => {
      this.#members.delete(member);
      this.#plan();
    };
  }

  /** A list of before a curve was asked for has nothing of it: that one is connecting until the next. */
  #showTo(member) {
    const { product } = member;
    const { series, unknown } = this.#list ?? {};
    const isTold = product === undefined || series?.[product] !== undefined || [unknown].flat().includes(product);
    member.show(this.#state === 'failed' || isTold ? this.#state : 'connecting');
  }

  /** Once for all elements that come and go in one go. */
  #plan() {
    if (this.#planning) return;
    this.#planning = true;
    queueMicrotask(() => {
      this.#planning = false;
      clearTimeout(this.#ending);
      if (this.#members.size) this.#watch();
      else this.#ending = setTimeout(() => this.#end(), LINGER_MILLIS);
    });
  }

  /** A product that nobody shows any more is no reason for another connection; one that is new is. */
  #watch() {
    const products = this.#products;
    if (this.#line && products.every((product) => this.#watched.includes(product))) return;
    this.#watched = products;
    this.#line?.close();
    const query = new URLSearchParams([...products.map((id) => ['id', id]), ...Object.entries(this.#query)]);
    this.#line = new ListLine(`${this.#url}?${query}`, this, Boolean(this.#list));
  }

  /** Called by the line. */
  bring() {
    return bringToken(this.#members);
  }

  /** Called by the line. */
  hear(list) {
    this.#list = list;
    this.#members.forEach((member) => member.hear(list));
  }

  /** Called by the line. */
  show(state) {
    if (state === 'refused') this.#state = 'failed';
    else if (state === 'lost') this.#state = this.#list ? 'stale' : 'connecting';
    else this.#state = state;
    this.#members.forEach((member) => this.#showTo(member));
  }

  #end() {
    this.#line?.close();
    this.#discard();
  }
}
