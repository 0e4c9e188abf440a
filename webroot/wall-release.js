const TIMEOUT_MILLIS = 4_000;
const PARTS = ['wall.html', 'wall.js', 'wall.css']; // the server joins all modules and styles into the last two

/** The release of the wall that the server has, by the entity tags of all that a wall is made of. */
export class WallRelease {
  #changed;
  #tags = new Map(); // of this release, as they were seen first
  #turn = 0;

  /** @param changed is called whenever a part is not that of this release */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Asks for the next part, which is in the server's memory; fails where there is no answer, or not that. */
  async probe() {
    const part = PARTS[this.#turn++ % PARTS.length];
    const response = await fetch(part, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const tag = response.headers.get('ETag');
    if (!tag) return;
    if (!this.#tags.has(part)) this.#tags.set(part, tag);
    if (tag !== this.#tags.get(part)) this.#changed();
  }
}
