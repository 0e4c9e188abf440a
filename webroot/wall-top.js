import { PLACES } from './bestseller-bars.js';
import { LiveFeed } from './live-feed.js';
import { text } from './texts.js';

/**
 * The bestsellers of a wall: of the whole shop, of some categories together, or of one category after the other. A
 * connection is open only for what is shown. Event `change`; `entries` and `caption` are what to show. Event `absent` where the
 * server has no windows.
 */
export class WallTop extends EventTarget {
  #server;
  #token;
  #wanted;
  #liveness;
  #followed = []; // categories, or `['']` for the whole shop
  #feeds = []; // of each
  #lists = []; // the newest entries of each feed
  #window = '';
  #categories = []; // as the server lists them
  #turn = 0;

  constructor({ server, token, wanted, liveness }) {
    super();
    this.#server = server;
    this.#token = token;
    this.#wanted = wanted;
    this.#liveness = liveness;
    this.#follow(this.#due);
    if (wanted.rotateMillis) setInterval(() => this.#rotate(), wanted.rotateMillis);
  }

  /** The categories of the server, for their titles and, where the address names none, to go through them. */
  set categories(categories) {
    this.#categories = categories;
  }

  /** `[{id, count}]`, the best first. */
  get entries() {
    const all = this.#lists.flat();
    return this.#lists.length > 1 ? all.sort((one, other) => other.count - one.count || (one.id < other.id ? -1 : 1)) : all;
  }

  /** "Garden · last 24 hours" */
  get caption() {
    const titleOf = (name) => this.#categories.find(({ category }) => category === name)?.title ?? name;
    const titles = this.#followed.filter(Boolean).map(titleOf);
    return [titles.join(', '), this.#window && text(`wallTop${this.#window}`)].filter(Boolean).join(' · ');
  }

  /** What to follow at this turn, as the categories are now. */
  get #due() {
    const { categories, rotateMillis } = this.#wanted;
    if (!rotateMillis) return categories.length ? categories : [''];
    const round = categories.length ? categories : ['', ...this.#sold];
    return [round[this.#turn % round.length]];
  }

  get #sold() {
    return this.#categories.filter(({ products }) => products > 0).map(({ category }) => category);
  }

  #rotate() {
    this.#turn++;
    this.#follow(this.#due);
  }

  #follow(categories) {
    this.#feeds.forEach((feed) => this.#leave(feed));
    this.#followed = categories;
    this.#lists = categories.map(() => []);
    this.#feeds = categories.map((category, i) => {
      const path = category ? `top/${encodeURIComponent(category)}` : 'top';
      const feed = new LiveFeed(this.#server, `${path}?limit=${PLACES}`, this.#token);
      feed.addEventListener('message', ({ detail: { window, entries } }) => {
        this.#window = window;
        this.#lists[i] = entries;
        this.dispatchEvent(new Event('change'));
      });
      feed.addEventListener('absent', () => {
        this.#lists[i] = [];
        this.dispatchEvent(new Event(category ? 'change' : 'absent'));
      });
      this.#liveness.watch(feed);
      return feed;
    });
  }

  #leave(feed) {
    this.#liveness.leave(feed);
    feed.close();
  }
}
