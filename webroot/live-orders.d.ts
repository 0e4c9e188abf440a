/// <reference lib="esnext.disposable" />

/** A span of time that ends now: of these a server offers what its `windows.spans` lists. */
export type WindowName = '1h' | '24h' | '7d' | '30d' | 'today' | 'yesterday';

/** What was ordered within the windows that were asked for. */
export type Windows = Partial<Record<WindowName, number>>;

/**
 * A product's total changed, or one of its windows, as time does that, too; `previous` is undefined when the total was not
 * known before, or is told again after a switch.
 */
export interface TotalChange {
  id: string;
  total: number;
  previous?: number;
  /** Undefined where none were asked for, or the server knows none. */
  windows?: Windows;
}

/**
 * A product was retired; one that comes back is told of by `total`. What is missing in a full snapshot, as all of a category
 * that was retired, is told of by `snapshot` alone.
 */
export interface ProductGone {
  id: string;
  /** The total that was last known. */
  previous?: number;
}

/** Totals arrived: all of what is watched if `full`, otherwise those that changed since the last position. */
export interface Snapshot {
  /** Undefined where products are watched without one. */
  category?: string;
  ids?: string[];
  full: boolean;
  /** As the server sent them, with the products' extra fields; without these when told again after a switch. */
  orders: Array<{ id: string; total: number; windows?: Windows; [extra: string]: unknown } | { id: string; gone: true }>;
}

export type State = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'refused' | 'paused' | 'closed';

export interface Status {
  /**
   * `paused`: hidden for long, or nothing to watch. `refused`: until `retry()`, as the server does not allow or understand
   * what was asked, or is no Live Orders; one that was live, and has a function that brings tokens, tries again where its
   * token alone is not valid. `offline`: the browser knows of no network.
   */
  state: State;
  transport?: 'websocket' | 'event-stream' | 'polling';
  /** How long it waits before it reconnects, when it does. */
  retryInMillis?: number;
  /** How often it failed to connect since it was last live. */
  attempts?: number;
  /** For how long the server has not been able to compare itself with its store; 0 if it can. */
  staleMillis: number;
  /** How old the totals may be, by the clock of this machine; undefined before there are any. */
  ageMillis?: number;
}

/** Nothing is watched without any of these. */
export interface Watched {
  category?: string;
  /** Only these products of the category, up to 50; without a category, of any, up to 200. Told of in Unicode's form NFC. */
  ids?: readonly string[];
  /** All products of all categories, where the server allows it (`live.watchAll`). */
  all?: boolean;
  /** What was ordered within these stands beside each total. A server that does not offer one of them refuses. */
  windows?: readonly WindowName[];
}

/**
 * A JSON Web Token, or what brings one, at once or later: a function is asked before each connection, and in time before the
 * last one expires, so it had better keep a token for as long as it is good. What can be no token, as a page of errors, is
 * shown to nobody: it is asked again, after a wait as for a connection.
 */
export type Token = string | (() => string | undefined | Promise<string | undefined>);

export interface LiveOrdersOptions extends Watched {
  /** For a server that wants readers to show one (`access.read`). It is never part of an address. */
  token?: Token;
  /** Whether tabs of this origin that watch the same share one connection; true unless said otherwise. */
  share?: boolean;
  /** Closes it when aborted. */
  signal?: AbortSignal;
}

export interface LiveOrdersEvents {
  total: CustomEvent<TotalChange>;
  gone: CustomEvent<ProductGone>;
  snapshot: CustomEvent<Snapshot>;
  status: CustomEvent<Status>;
  /** A product or a category was added, changed or retired: who shows more of it than totals reads it again. */
  details: CustomEvent<{ seq: number }>;
}

/**
 * The live totals of what is watched, for as long as it is not closed:
 *
 *     const orders = new LiveOrders('https://totals.shop.example', { category: 'electronics' });
 *     orders.addEventListener('total', ({ detail: { id, total } }) => show(id, total));
 *
 * or, until the loop is left:
 *
 *     for await (const { id, total } of orders) show(id, total);
 *
 * A loop begins with all known totals, and one that is slow gets the newest of each product, not every one.
 */
export class LiveOrders extends EventTarget implements Disposable, AsyncIterable<TotalChange> {
  /** @param url where the server is, also relative to the page */
  constructor(url: string | URL, options?: LiveOrdersOptions);
  /** May be set at any time; then all its products are watched. */
  get category(): string | undefined;
  set category(category: string | undefined);
  /** Watches this from now on, and nothing else. What is known of it already is told at once. */
  watch(watched: Watched): void;
  /** Product id → newest total, of what is watched. */
  readonly totals: ReadonlyMap<string, number>;
  /** The ids, or the category, that were asked for by name and do not exist, or not any more, as far as is known. */
  readonly unknown: readonly string[];
  readonly status: Status;
  /** Connects at once, if it is not: for a button "Retry now". */
  retry(): void;
  /** Ends it, for good. */
  close(): void;
  [Symbol.dispose](): void;
  [Symbol.asyncIterator](): AsyncGenerator<TotalChange, void, undefined>;
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
