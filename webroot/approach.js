const PACE_MILLIS = 30; // in which two thirds of the way are made
const TURN_MILLIS = 40;
const FRAME_MILLIS = 16;

/**
 * The number that is shown while it follows a total. It comes nearer exponentially, so that it moves evenly however often
 * the total changes, and reaches every total within two turns: what is shown is never older than that. It never passes the
 * total, nor goes back while the total goes on.
 */
export class Approach {
  #target;
  #shown; // not an integer while it moves
  #paintedAt; // undefined while it rests
  #turnedAt;
  #newest; // target at the last turn
  #oldest; // target at the turn before: it must be shown by now

  /** Follows another total from now on; the first one is there at once. */
  set target(target) {
    this.#target = target;
    this.#shown ??= target;
  }

  /** Answers what to show at a time of the frames' clock. */
  at(now) {
    if (this.#paintedAt === undefined) {
      this.#newest = this.#oldest = this.#shown;
      this.#turnedAt = now;
      this.#paintedAt = now - FRAME_MILLIS; // the total came since then
    }
    if (now - this.#turnedAt >= TURN_MILLIS) {
      this.#oldest = now - this.#turnedAt < 2 * TURN_MILLIS ? this.#newest : this.#target; // frames were late
      this.#newest = this.#target;
      this.#turnedAt = now;
    }
    const rest = (this.#target - this.#shown) * Math.exp((this.#paintedAt - now) / PACE_MILLIS);
    this.#paintedAt = now;
    this.#shown = between(this.#oldest, this.#target, this.#target - rest);
    if (Math.abs(this.#target - this.#shown) < 0.5) this.finish();
    return Math.round(this.#shown);
  }

  /** Shows the total itself. */
  finish() {
    this.#shown = this.#target;
    this.#paintedAt = undefined;
    return this.#shown;
  }

  get isDone() {
    return this.#shown === this.#target;
  }
}

function between(one, other, number) {
  return Math.max(Math.min(one, other), Math.min(Math.max(one, other), number));
}
