import { arrange, isLively } from './arrangement.js';
import { text } from './texts.js';
import { chooseView, keepView } from './view-choice.js';

const REARRANGE_MILLIS = 2_000;

/**
 * The products that are shown, as cards or as a list, in the order and with the words that the visitor chose. Numbers that change
 * the order change it every two seconds at most. Events: `rearrange` when it is to be shown everything again; `told` with what a
 * reader is to hear.
 */
export class ProductStage extends EventTarget {
  #board;
  #list;
  #finder;
  #trends;
  #count = 0; // of products, before some are found
  #isChosen = false; // whether the visitor chose the view
  #isHidden = false;
  #paused = false;
  #timer;
  #shownAt = -Infinity;

  constructor({ board, list, finder, trends }) {
    super();
    this.#board = board;
    this.#list = list;
    this.#finder = finder;
    this.#trends = trends;
    finder.addEventListener('change', ({ detail }) => this.#change(detail));
    for (const part of [board, list]) {
      part.addEventListener('seen', ({ detail }) => part === this.#part && !this.#isHidden && (trends.seen = detail));
    }
    trends.addEventListener('series', ({ detail }) => this.#part.series(detail, trends.of(detail)));
  }

  set windowName(name) {
    this.#board.windowName = this.#list.windowName = name;
  }

  set paused(paused) {
    this.#paused = this.#board.paused = this.#list.paused = paused;
  }

  /** Begins another category in an order of its own. */
  begin(sort) {
    this.#finder.sort = sort;
    this.#finder.find = '';
    this.#count = 0;
  }

  /** Shows these products, or nothing while one alone is shown; answers how many of them there are to see. */
  show(entries, { isHidden = false }) {
    if (!this.#count && entries.length && !this.#isChosen) this.#finder.view = chooseView(entries.length);
    this.#count = entries.length;
    this.#isHidden = isHidden;
    const { sort, find } = this.#finder;
    const arranged = arrange(entries, { sort, find }).map((entry) => ({ ...entry, series: this.#trends.of(entry.product.id) }));
    this.#finder.hidden = isHidden || !entries.length;
    this.#board.hidden = isHidden || this.#part !== this.#board;
    this.#list.hidden = isHidden || this.#part !== this.#list || !arranged.length;
    this.#shownAt = performance.now();
    if (!isHidden) this.#part.show(arranged);
    (this.#part === this.#board ? this.#list : this.#board).show([]);
    return arranged.length;
  }

  total({ id, total, count }) {
    this.#part.total(id, total, count);
    if (isLively(this.#finder.sort)) this.#plan();
  }

  /** Brings a product into view; false if it is not shown. */
  reveal(id) {
    return this.#part.reveal(id);
  }

  get #part() {
    return this.#finder.view === 'list' ? this.#list : this.#board;
  }

  #plan() {
    if (this.#timer || this.#paused || this.#isHidden) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (!this.#paused && !this.#isHidden) this.#tell('rearrange');
    }, Math.max(0, this.#shownAt + REARRANGE_MILLIS - performance.now()));
  }

  #change(what) {
    if (what === 'view') {
      this.#isChosen = true;
      keepView(this.#finder.view);
    }
    this.#tell('rearrange');
    if (what === 'sort') this.#tell('told', text('toldSorted', { order: this.#finder.sortText }));
    if (what === 'find' && this.#finder.find) this.#tell('told', text('toldFound', { count: this.#found }));
  }

  get #found() {
    return this.#part.count;
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
