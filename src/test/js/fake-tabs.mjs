/** Web Locks of an origin. */
export class Locks {
  static robberyMillis = 0; // until one who was robbed learns it
  #queues = new Map();

  request(name, { signal, steal }, hold) {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(name) ?? this.#queues.set(name, []).get(name);
      const claim = { hold, resolve, reject };
      const gone = () => reject(new DOMException('gone', 'AbortError'));
      signal?.addEventListener('abort', () => {
        if (claim.held) return;
        queue.splice(queue.indexOf(claim), 1);
        gone();
      });
      const robbed = steal && queue.shift();
      if (robbed) setTimeout(() => robbed.reject(new DOMException('stolen', 'AbortError')), Locks.robberyMillis);
      if (steal) queue.unshift(claim);
      else queue.push(claim);
      this.#grant(queue);
    });
  }

  async #grant(queue) {
    await undefined;
    const [claim] = queue;
    if (!claim || claim.held) return;
    claim.held = true;
    claim.resolve(await claim.hold());
    if (queue[0] === claim) queue.shift();
    this.#grant(queue);
  }
}

/** A BroadcastChannel. */
export class Channel {
  static frozen;
  static #all = new Set();

  constructor(name) {
    this.name = name;
    Channel.#all.add(this);
  }

  postMessage(data) {
    if (!Channel.#all.has(this)) throw new DOMException('closed', 'InvalidStateError');
    for (const other of Channel.#all) {
      if (Channel.frozen === this || Channel.frozen === other) continue;
      if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data: structuredClone(data) }));
    }
  }

  /** The tab that was opened first does and hears nothing from now on; called again, it does. */
  static freeze() {
    Channel.frozen = Channel.frozen ? undefined : [...Channel.#all][0];
  }

  close() {
    this.onmessage = null;
    Channel.#all.delete(this);
  }
}
