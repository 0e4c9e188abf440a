import type { Token } from './live-orders.js';

/**
 * `connecting`: there is nothing yet. `stale`: there is something, which may be old. `unknown`: the server has no such product,
 * or it was retired. `failed`: the server cannot be watched, or an attribute is wrong. The console says why, once, in the
 * last two.
 */
export type LiveState = 'connecting' | 'live' | 'stale' | 'unknown' | 'failed';

/** What all elements have in common. `Events` are those that they tell, by their names. */
export abstract class LiveElement<Events> extends HTMLElement {
  /** For a server that wants readers to show one. Elements that have the same token, or any function, share a connection. */
  get token(): Token | undefined;
  set token(token: Token | undefined);
  /** Null where nothing is watched. */
  readonly state: LiveState | null;
  addEventListener<K extends keyof Events & string>(
    type: K,
    listener: ((this: this, event: Events[K]) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: ((this: HTMLElement, event: HTMLElementEventMap[K]) => unknown) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
