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

export interface LiveOrdersOptions {
  category?: string;
  /** Only these products of the category, up to 50. */
  ids?: readonly string[];
  /** Whether tabs of this origin that watch the same share one connection; true unless said otherwise. */
  share?: boolean;
}

export interface LiveOrdersEvents {
  total: CustomEvent<TotalChange>;
  snapshot: CustomEvent<Snapshot>;
  status: CustomEvent<Status>;
}

/** The live totals of a category; see the events. */
export class LiveOrders extends EventTarget {
  constructor(url: string | URL, options?: LiveOrdersOptions);
  category: string | undefined;
  ids: readonly string[] | undefined;
  readonly totals: ReadonlyMap<string, number>;
  readonly status: Status;
  readonly ageMillis: number | undefined;
  close(): void;
  addEventListener<K extends keyof LiveOrdersEvents>(
    type: K,
    listener: (event: LiveOrdersEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
}
