/** The shares of entries in the sum of all: of their windows where there are any, or else of their totals. */
export class Shares {
  #entries;
  #hasCounts;
  #sum; // undefined until it is asked for

  constructor(entries) {
    this.#entries = entries;
    this.#hasCounts = entries.some(({ count }) => count !== undefined);
  }

  /** The part of an entry, from 0 to 1; undefined where nothing was ordered. */
  of(entry) {
    this.#sum ??= this.#entries.reduce((sum, each) => sum + this.#numberOf(each), 0);
    return this.#sum > 0 ? this.#numberOf(entry) / this.#sum : undefined;
  }

  /** Gives an entry its newer numbers, and the sum the difference: ten thousand are not added up for each order. */
  change(entry, { total, count }) {
    const before = this.#numberOf(entry);
    Object.assign(entry, { total, count });
    if (count !== undefined && !this.#hasCounts) {
      this.#hasCounts = true;
      this.#sum = undefined;
    } else if (this.#sum !== undefined) this.#sum += this.#numberOf(entry) - before;
  }

  #numberOf({ total, count }) {
    return Math.max(0, (this.#hasCounts ? count : total) ?? 0);
  }
}
