import { LiveElement } from './live-element.js';

/** The spans of a curve. */
export type SpanName = '1h' | '24h' | '7d' | '30d';

export interface TrendList {
  span: SpanName;
  step: '1m' | '15m' | '1h' | '1d';
  /** The beginning of the first step. */
  from: string;
  epoch: string;
  seq: number;
  at: string;
  /** Ids that name no product. */
  unknown?: string[];
  /** What each product sold in each step, of which the last is under way; also of other elements' products. */
  series: Record<string, number[]>;
}

export interface LiveTrendEvents {
  list: CustomEvent<TrendList>;
}

/** What may be written as an attribute, or set as a property. */
export interface LiveTrendAttributes {
  /** Where the server is, also relative to the page. May be left out where the module is loaded from the server. */
  src?: string;
  /** Needed where a token grants some categories only. */
  category?: string;
  product?: string;
  /** `24h` where it is left out. */
  span?: SpanName;
}

/** `<live-trend src product span>`: the curve of what a product sold. */
export class LiveTrend extends LiveElement<LiveTrendEvents> {
  static readonly observedAttributes: string[];
  static define(name?: string): void;
  get src(): string | null;
  set src(src: string | null | undefined);
  get category(): string | null;
  set category(category: string | null | undefined);
  get product(): string | null;
  set product(product: string | null | undefined);
  get span(): SpanName | null;
  set span(span: SpanName | null | undefined);
  /** The newest list; undefined until there is one. */
  readonly list: TrendList | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'live-trend': LiveTrend;
  }
}
