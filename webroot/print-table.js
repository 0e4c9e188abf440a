import { element } from './markup.js';
import { formatPrice } from './product-text.js';

const HEADINGS = ['Id', 'Product', 'RRP', 'Ordered', 'Unit'];
const number = new Intl.NumberFormat('en');
const time = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'medium' });

/**
 * `<print-table>`: what is printed instead of the page: one table, with the time its totals are of. Property `contents`, a
 * function, answers `{title, entries, ageMillis}`. It has children only while the page is printed.
 */
export class PrintTable extends HTMLElement {
  contents;

  static define() {
    if (!customElements.get('print-table')) customElements.define('print-table', PrintTable);
  }

  connectedCallback() {
    addEventListener('beforeprint', this.#fill);
    addEventListener('afterprint', this.#empty);
  }

  disconnectedCallback() {
    removeEventListener('beforeprint', this.#fill);
    removeEventListener('afterprint', this.#empty);
  }

  #fill = () => {
    const { title, entries, ageMillis } = this.contents();
    const caption = element('caption', {}, title, element('small', {}, time.format(Date.now() - (ageMillis ?? 0))));
    const head = element('tr', {}, ...HEADINGS.map((each) => element('th', { scope: 'col' }, each)));
    const rows = entries.map((entry) => element('tr', {}, ...cells(entry)));
    this.replaceChildren(element('table', {}, caption, element('thead', {}, head), element('tbody', {}, ...rows)));
  };

  #empty = () => this.replaceChildren();
}

function cells({ product: { id, name, rrp, currency, unit }, total }) {
  const texts = [id, name, formatPrice(rrp, currency).replace(/^RRP /, ''), total === undefined ? '–' : number.format(total), unit ?? ''];
  return texts.map((text) => element('td', { dir: 'auto' }, String(text)));
}
