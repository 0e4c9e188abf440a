import { LiveElement, type LiveState } from './live-element.js';
import type { ProductGone, Status, TotalChange, WindowName } from './live-orders.js';

/** See {@link LiveState}. */
export type LiveTotalState = LiveState;

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
export class LiveTotal extends LiveElement<LiveTotalEvents> {
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
}

declare global {
  interface HTMLElementTagNameMap {
    'live-total': LiveTotal;
  }
}
