import { formatChange, formatNumber } from './formats.js';
import { element, setText } from './markup.js';
import { PulseCurve } from './pulse-curve.js';
import { text } from './texts.js';

/**
 * `<shop-figures>`: two figures of the whole shop: what was ordered today, against yesterday at this time, and how many orders
 * there are a minute. Properties: `pulse`, see shop-pulse.js; `paused`, while which nothing moves. Announces nothing.
 */
export class ShopFigures extends HTMLElement {
  #today = element('live-total');
  #change = element('strong', { class: 'change' });
  #versus = element('span', { class: 'versus' }, text('vsYesterday'));
  #rate = element('live-total');
  #peak = element('span', { class: 'peak' });
  #curve = element('pulse-curve');
  #paused = false;

  static define() {
    PulseCurve.define();
    if (!customElements.get('shop-figures')) customElements.define('shop-figures', ShopFigures);
  }

  set paused(paused) {
    this.#paused = paused;
  }

  set pulse({ today, change, perMinute, peak, orders, before }) {
    if (this.#paused) return;
    this.#today.value = today;
    setText(this.#change, change === undefined ? '' : formatChange(change));
    this.#change.classList.toggle('down', change < 0);
    setText(this.#versus, text(change === undefined ? 'noYesterday' : 'vsYesterday'));
    this.#rate.value = perMinute;
    setText(this.#peak, text('peak', { count: formatNumber(peak) }));
    this.#curve.curves = { front: orders, back: before };
  }

  connectedCallback() {
    if (this.firstChild) return;
    this.append(
      element('div', { class: 'figure' },
        element('p', { class: 'number' }, this.#today, ' ', this.#change),
        element('p', { class: 'label' }, element('span', {}, text('orderedToday')), ' ', this.#versus)),
      element('div', { class: 'figure' },
        element('p', { class: 'number' }, this.#rate),
        element('p', { class: 'label' }, element('span', {}, text('ordersPerMinute')), ' ', this.#peak),
        this.#curve),
    );
  }
}
