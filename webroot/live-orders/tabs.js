const ANSWER_MILLIS = 5_000;
const SILENCE_MILLIS = 75_000;

/**
 * The tabs of an origin that watch the same: one of them leads, which is whoever has the Web Lock of that name, and tells
 * the others over a BroadcastChannel what it hears. Where either is missing, every tab leads. A leader that does not answer,
 * say because its tab is frozen, is robbed of the lock. The member is told `lead()`, `follow()` and `hear(word)`, and asked
 * `tell()` for all that a newcomer must know.
 */
export class Tabs {
  #name;
  #member;
  #id = Math.random();
  #channel;
  #leads = false;
  #knows = false; // whether the leader has told us all, so that what it adds makes sense
  #turn;
  #release = () => {};
  #alarm;

  constructor(name, member) {
    this.#name = name;
    this.#member = member;
  }

  /** Enters, or leads alone unless it may share. */
  join(share) {
    if (!share || !globalThis.BroadcastChannel || !globalThis.navigator?.locks) return this.#lead();
    try {
      this.#channel = new BroadcastChannel(this.#name);
      this.#channel.onmessage = ({ data }) => this.#hear(data);
      this.#queue();
      this.#ask();
    } catch {
      this.#lead();
    }
  }

  leave() {
    clearTimeout(this.#alarm);
    this.#turn?.abort();
    this.#channel?.close();
    this.#channel = undefined;
    this.#leads = false;
    this.#release();
  }

  /** Tells the others, if we lead. */
  say(word) {
    if (this.#leads) this.#channel?.postMessage(word);
  }

  /** Makes sure that the leader is there. */
  wake() {
    if (!this.#leads) this.#ask();
  }

  #queue(steal) {
    this.#turn?.abort();
    const turn = (this.#turn = new AbortController());
    const options = steal ? { steal } : { signal: turn.signal };
    const hold = () => turn.signal.aborted || new Promise((release) => this.#lead((this.#release = release)));
    navigator.locks.request(this.#name, options, hold).catch(() => {
      if (turn.signal.aborted) return;
      if (!this.#leads) return this.#lead();
      this.#leads = false;
      this.#member.follow();
      this.#queue();
      this.#ask();
    });
  }

  #lead() {
    clearTimeout(this.#alarm);
    this.#leads = true;
    this.say({ lead: true });
    this.#member.lead();
  }

  #ask() {
    this.#knows = false;
    this.#channel.postMessage({ hello: this.#id });
    this.#after(ANSWER_MILLIS, () => this.#queue(true));
  }

  #hear({ hello, lead, to, ...word }) {
    if (hello) return this.say({ to: hello, ...this.#member.tell() });
    if (this.#leads) return;
    if (lead) return this.#ask();
    if (to === this.#id) this.#knows = true;
    if (!this.#knows || (to && to !== this.#id)) return;
    this.#after(SILENCE_MILLIS, () => this.#ask());
    this.#member.hear(word);
  }

  #after(millis, action) {
    clearTimeout(this.#alarm);
    this.#alarm = setTimeout(action, millis);
  }
}
