import { LiveElement } from './live-element.js';
import type { WindowName } from './live-orders.js';

/** A product that sold. */
export interface TopEntry {
  rank: number;
  id: string;
  category: string;
  name: string;
  count: number;
  /** Places gained since the window before; left out where it did not sell then. */
  change?: number;
}

export interface TopList {
  window: WindowName;
  epoch: string;
  seq: number;
  at: string;
  /** The category does not exist. */
  unknown?: true;
  entries: TopEntry[];
}

export interface LiveTopEvents {
  list: CustomEvent<TopList>;
}

/** What may be written as an attribute, or set as a property. */
export interface LiveTopAttributes {
  /** Where the server is, also relative to the page. May be left out where the module is loaded from the server. */
  src?: string;
  /** Left out for the whole shop. */
  category?: string;
  window?: WindowName;
  /** 1 to 100. */
  limit?: number | string;
  /** Makes names links, where `{id}` and `{category}` stand for those of the product. */
  href?: string;
}

/** `<live-top src window limit category href>`: the products that sold most, anew when that changes. */
export class LiveTop extends LiveElement<LiveTopEvents> {
  static readonly observedAttributes: string[];
  static define(name?: string): void;
  get src(): string | null;
  set src(src: string | null | undefined);
  get category(): string | null;
  set category(category: string | null | undefined);
  get window(): WindowName | null;
  set window(window: WindowName | null | undefined);
  get limit(): string | null;
  set limit(limit: number | string | null | undefined);
  get href(): string | null;
  set href(href: string | null | undefined);
  /** The newest list; undefined until there is one. */
  readonly list: TopList | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'live-top': LiveTop;
  }
}
