import { duration, formatNumber, shortTime } from './formats.js';
import { setTextInFrame } from './frame-text.js';
import { readGoal } from './goal.js';
import { element, setText } from './markup.js';
import { OrderButton } from './order-button.js';
import { hashOf } from './page-address.js';
import { formatPrice } from './product-text.js';
import { PulseCurve } from './pulse-curve.js';
import { text } from './texts.js';
import { wholeSteps } from './whole-steps.js';

const TICK_MILLIS = 1_000;

/**
 * `<product-view>`: one product, big: its total, how fast it sells, the curve of a day and, where it has a `target` or an
 * `endsAt`, how far it is. Properties: `product`, `total`, `count` with `windowName`, `order`, `values` of the last 24 hours, `perHour`;
 * the event `order` of its button out.
 */
export class ProductView extends HTMLElement {
  #product = {};
  #number;
  #perHour;
  #timer;
  #paused = false;
  #back = element('a', { class: 'back' });
  #id = element('bdi', { class: 'id' });
  #rrp = element('span', { class: 'rrp', dir: 'auto' });
  #info = element('p', { class: 'info', dir: 'auto' });
  #total = element('live-total');
  #unit = element('span', { class: 'unit', dir: 'auto' });
  #rates = element('p', { class: 'rates' });
  #curve = element('pulse-curve');
  #caption = element('p', { class: 'caption' }, text('curveOf'));
  #bar = element('progress', { max: '1', 'aria-labelledby': 'Goal' });
  #target = element('p', { id: 'Goal', class: 'target' });
  #time = element('p', { class: 'time' });
  #forecast = element('p', { class: 'forecast' });
  #goal = element('div', { class: 'goal', hidden: true }, this.#target, this.#bar, this.#time, this.#forecast);
  #order = element('order-button');

  static define() {
    [OrderButton, PulseCurve].forEach((part) => part.define());
    if (!customElements.get('product-view')) customElements.define('product-view', ProductView);
  }

  /** Shows a product of a category with this title; it begins with nothing of the one before. */
  show(product, category, title) {
    if (product.id !== this.#product.id) {
      this.#total.value = this.#number = this.#perHour = undefined;
      this.values = [];
      setText(this.#rates, '');
    }
    this.#product = product;
    this.setAttribute('product-id', product.id);
    this.#back.setAttribute('href', hashOf(category));
    setText(this.#back, text('backTo', { title }));
    setText(this.#id, product.id);
    setText(this.#rrp, formatPrice(product.rrp, product.currency));
    setText(this.#info, String(product.info ?? ''));
    setText(this.#unit, product.unit ? text('orderedUnit', { unit: product.unit }) : text('inTotal'));
    this.#order.productId = product.id;
    this.#order.productName = String(product.name ?? product.id);
    this.#tick();
  }

  /** Shows the newest total, with the count of the window of that name. */
  total(total, count, windowName) {
    if (this.#paused && this.#number !== undefined) return;
    if (total !== undefined) this.#total.value = this.#number = total;
    if (count !== undefined) setTextInFrame(this.#rates, text(`in${windowName}`, { count: formatNumber(count) }));
    this.#tick();
  }

  set order(order) {
    this.#order.order = order;
  }

  set orderable(orderable) {
    this.#order.hidden = !orderable;
  }

  set paused(paused) {
    this.#paused = paused;
  }

  set stale(stale) {
    this.toggleAttribute('stale', stale);
  }

  set values(values = []) {
    if (this.#paused && values.length) return;
    this.#curve.curves = { front: wholeSteps(values), steps: values.length };
    this.#caption.hidden = this.#curve.hidden = !values.length;
  }

  /** How much is ordered in an hour now. */
  set perHour(perHour) {
    this.#perHour = perHour;
    this.#tick();
  }

  connectedCallback() {
    if (!this.firstChild) {
      const figures = element('div', { class: 'figures' }, this.#total, this.#unit, this.#rates);
      const texts = element('div', { class: 'texts' }, element('p', { class: 'top' }, this.#id, ' ', this.#rrp), this.#info);
      const picture = element('div', { class: 'picture' }, this.#curve, this.#caption);
      this.append(this.#back, texts, figures, this.#goal, picture, this.#order);
    }
    this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #tick() {
    if (this.#paused) return;
    const now = Date.now();
    const goal = readGoal(this.#product, { total: this.#number, perHour: this.#perHour, now });
    this.#goal.hidden = !goal;
    if (!goal) return;
    const { target, part, isReached, leftMillis, endsAt, forecast, reachedAt } = goal;
    this.#bar.hidden = this.#target.hidden = target === undefined;
    if (target !== undefined) {
      this.#bar.value = part;
      const numbers = { total: formatNumber(this.#number ?? 0), target: formatNumber(target) };
      setText(this.#target, text(isReached ? 'targetReached' : 'target', numbers));
    }
    setText(this.#time, leftMillis > 0 ? text('timeLeft', { duration: duration(leftMillis) })
      : endsAt === undefined ? '' : text('ended', { time: shortTime(endsAt) }));
    setText(this.#forecast, isReached || leftMillis === 0 ? ''
      : reachedAt ? text('forecastReached', { time: shortTime(reachedAt) })
      : forecast ? text('forecast', { total: formatNumber(forecast), time: shortTime(endsAt) }) : '');
  }
}
