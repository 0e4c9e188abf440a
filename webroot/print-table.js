import { formatNumber } from './formats.js';
import { element } from './markup.js';
import { priceOf } from './product-text.js';
import { locale, text } from './texts.js';

const HEADINGS = [text('printId'), text('product'), text('fieldRrp'), text('orderDone')];
const time = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'long' }); // with its zone

/**
 * `<print-table>`: what is printed instead of the page: one table, with the time its totals are of, and with a column of units
 * where a product has one. Property `contents`, a function, answers `{title, entries, ageMillis}`. It has children only while
 * the page is printed.
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
    const hasUnits = entries.some(({ product: { unit } }) => unit);
    const headings = hasUnits ? [...HEADINGS, text('printUnit')] : HEADINGS;
    const head = element('tr', {}, ...headings.map((each) => element('th', { scope: 'col' }, each)));
    const rows = entries.map((entry) => element('tr', {}, ...cells(entry, hasUnits)));
    this.replaceChildren(element('table', {}, caption, element('thead', {}, head), element('tbody', {}, ...rows)));
  };

  #empty = () => this.replaceChildren();
}

function cells({ product: { id, name, rrp, currency, unit }, total }, hasUnits) {
  const texts = [id, name, priceOf(rrp, currency), total === undefined ? '–' : formatNumber(total)];
  return [...texts, ...(hasUnits ? [unit ?? ''] : [])].map((text) => element('td', { dir: 'auto' }, String(text)));
}
