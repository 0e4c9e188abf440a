import type { ProductGone, Status, Token, TotalChange, WindowName } from './live-orders.js';

/**
 * `connecting`: there is no total yet. `stale`: there is one, which may be old. `unknown`: the server has no such product,
 * or it was retired. `failed`: the server cannot be watched, or an attribute is wrong. The console says why, once, in the
 * last two.
 */
export type LiveTotalState = 'connecting' | 'live' | 'stale' | 'unknown' | 'failed';

export interface LiveTotalEvents {
  total: CustomEvent<TotalChange>;
  /** The product was retired: the number is a dash, until it comes back. */
  gone: CustomEvent<ProductGone>;
  /** The state of the connection; the element's own is in `state` by then. */
  status: CustomEvent<Status>;
}

/** What may be written as an attribute, or set as a property. */
export interface LiveTotalAttributes {
  /** Where the server is, also relative to the page. May be left out where the module is loaded from the server. */
  src?: string;
  category?: string;
  product?: string;
  /** Shows what was ordered within this, in place of the total. */
  window?: WindowName;
}

/** `<live-total src category product window>`: a total that moves to its newest value. */
export class LiveTotal extends HTMLElement {
  static readonly observedAttributes: string[];
  static define(name?: string): void;
  get src(): string | null;
  set src(src: string | null | undefined);
  get category(): string | null;
  set category(category: string | null | undefined);
  get product(): string | null;
  set product(product: string | null | undefined);
  get window(): WindowName | null;
  set window(window: WindowName | null | undefined);
  /** The newest total, or of the window, exactly; to be set only where no attributes say whose. */
  get value(): number | undefined;
  set value(value: number | undefined);
  /** For a server that wants readers to show one. Elements that have the same token, or any function, share a connection. */
  get token(): Token | undefined;
  set token(token: Token | undefined);
  /** Null where it shows its property `value`. */
  readonly state: LiveTotalState | null;
  addEventListener<K extends keyof LiveTotalEvents>(
    type: K,
    listener: ((this: LiveTotal, event: LiveTotalEvents[K]) => void) | null,
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

declare global {
  interface HTMLElementTagNameMap {
    'live-total': LiveTotal;
  }
}
