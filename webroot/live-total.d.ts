/** `<live-total src category product>`: a total that ticks to its newest value. Events: `total` and `status` of LiveOrders. */
export class LiveTotal extends HTMLElement {
  static define(name?: string): void;
  /** The total to show, where no `category` and `product` say whose. */
  value: number | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'live-total': LiveTotal;
  }
}
