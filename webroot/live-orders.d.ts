/** A product's total changed; `previous` is undefined when it was not known before. */
export interface TotalChange {
  id: string;
  total: number;
  previous?: number;
}

/** The totals of a category arrived: all of them if `full`, otherwise those that changed since the last position. */
export interface Snapshot {
  category: string;
  full: boolean;
  /** As the server sent them, with the products' extra fields. */
  orders: Array<{ id: string; total: number; [extra: string]: unknown }>;
}

export type State = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'paused' | 'closed';

export interface Status {
  /** `paused`: hidden for long, or nothing to watch. `refused`: for good. `offline`: the browser knows of no network. */
  state: State;
  transport?: 'websocket' | 'event-stream' | 'polling';
  /** How long it waits before it reconnects, when it does. */
  retryInMillis?: number;
  /** For how long the server has not been able to compare itself with its store; 0 if it can. */
  staleMillis: number;
  /** How old the totals may be, by the clock of this machine; undefined before there are any. */
  ageMillis?: number;
}

export interface Watched {
  /** Nothing is watched without one. */
  category?: string;
  /** Only these products of the category, up to 50. */
  ids?: readonly string[];
}

export interface LiveOrdersOptions extends Watched {
  /** Whether tabs of this origin that watch the same share one connection; true unless said otherwise. */
  share?: boolean;
}

export interface LiveOrdersEvents {
  total: CustomEvent<TotalChange>;
  snapshot: CustomEvent<Snapshot>;
  status: CustomEvent<Status>;
}

/**
 * The live totals of a category, for as long as it is not closed:
 *
 *     const orders = new LiveOrders('https://totals.shop.example', { category: 'electronics' });
 *     orders.addEventListener('total', ({ detail: { id, total } }) => show(id, total));
 */
export class LiveOrders extends EventTarget {
  /** @param url where the server is, also relative to the page */
  constructor(url: string | URL, options?: LiveOrdersOptions);
  /** May be set at any time; then all its products are watched. */
  category: string | undefined;
  /** Watches this from now on, and nothing else. */
  watch(watched: Watched): void;
  /** Product id → newest total, of what is watched. */
  readonly totals: ReadonlyMap<string, number>;
  readonly status: Status;
  /** Ends it, for good. */
  close(): void;
  addEventListener<K extends keyof LiveOrdersEvents>(
    type: K,
    listener: ((event: LiveOrdersEvents[K]) => void) | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * Milliseconds to wait between attempts, without end: exponential, capped, with full jitter.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(boundMillis?: number, capMillis?: number): Generator<number, never, void>;
