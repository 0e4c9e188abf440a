import { ListElement } from './list-element.js';
import { reflect } from './live-element.js';
import { categoryName, productId } from './names.js';
import { failed, readServer } from './watch-attributes.js';
import { wholeSteps } from './whole-steps.js';

const SVG = 'http://www.w3.org/2000/svg';
const SPANS = ['1h', '24h', '7d', '30d'];
const TOP = 4; // of a hundred, so that the line is not cut
const STYLE = `
  :host { display: inline-block; inline-size: 7.5em; block-size: 1.75em; vertical-align: middle; color: inherit; }
  :host([hidden]) { display: none; }
  :host([state]:not([state="live"])) { opacity: var(--live-trend-stale-opacity, 0.7); }
  svg { display: block; inline-size: 100%; block-size: 100%; overflow: visible; }
  .line { fill: none; stroke: currentColor; stroke-width: var(--live-trend-width, 1.5px); vector-effect: non-scaling-stroke; stroke-linejoin: round; }
  .area { fill: currentColor; fill-opacity: var(--live-trend-fill, 0.15); stroke: none; }`;

/**
 * `<live-trend src="https://totals.shop.example" product="A1" span="24h">`: the curve of what a product sold, which grows as it
 * sells, in the colour of the text around it. Its label is the id and the sum, in the numbers of the page's language. Where
 * readers show a token for some categories it needs its `category`. The attribute `state` is as of `<live-total>`; a change is
 * the event `list`. Style it with ::part(line), ::part(area), [state], --live-trend-width, --live-trend-fill and
 * --live-trend-stale-opacity. It announces nothing.
 */
export class LiveTrend extends ListElement {
  static observedAttributes = ['src', 'category', 'product', 'span'];

  #picture;
  #id; // of the product, as the server writes it

  static define(name = 'live-trend') {
    LiveTrend.defineAs(name);
  }

  constructor() {
    super(STYLE);
    this.#picture = document.createElementNS(SVG, 'svg');
    this.#picture.setAttribute('preserveAspectRatio', 'none');
    this.#picture.setAttribute('role', 'img');
    for (const part of ['area', 'line']) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('class', part);
      path.setAttribute('part', part);
      this.#picture.append(path);
    }
    this.shadowRoot.append(this.#picture);
  }

  readWatch() {
    const [src, category, product, span = '24h'] = ['src', 'category', 'product', 'span'].map((name) => this.getAttribute(name)?.trim() || undefined);
    this.#id = undefined;
    if (!product) return failed('the attribute "product" is missing.');
    const { server, ...fault } = readServer(src);
    if (!server) return fault;
    const name = category ? categoryName(category) : '';
    this.#id = productId(product);
    if (name === undefined || !this.#id) return { fault: 'unknown', because: `no server has a product "${product}": that is no name of one.` };
    if (!SPANS.includes(span)) return failed(`span="${span}" is none of ${SPANS.join(', ')}.`);
    return { server, path: name ? `/trends/${encodeURIComponent(name)}` : '/trends', query: { span }, product: this.#id };
  }

  isUnknown(list) {
    return list?.unknown === true || (Array.isArray(list?.unknown) && list.unknown.includes(this.#id));
  }

  /** A list of before this product was asked for has nothing of it. */
  render(list, format) {
    const amounts = list?.series?.[this.#id];
    const [area, line] = this.#picture.children;
    const points = amounts && wholeSteps(amounts);
    const path = points ? draw(points) : '';
    line.setAttribute('d', path);
    area.setAttribute('d', path && `${path}L${points.length - 1} 100L0 100Z`);
    this.#picture.setAttribute('viewBox', `0 0 ${Math.max(1, (amounts?.length ?? 0) - 1)} 100`);
    const sum = amounts?.reduce((one, other) => one + other, 0);
    this.#picture.setAttribute('aria-label', amounts ? `${this.#id}: ${format.format(sum)}` : this.#id ?? '–');
  }
}

function draw(amounts) {
  const most = Math.max(1, ...amounts);
  const y = (amount) => Math.round(10 * (100 - (Math.max(0, amount) / most) * (100 - TOP))) / 10;
  return amounts.map((amount, i) => `${i ? 'L' : 'M'}${i} ${y(amount)}`).join('');
}

reflect(LiveTrend);
