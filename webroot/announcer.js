import { element } from './markup.js';

/**
 * `<page-announcer>`: tells screen readers what just happened. `say` waits for its turn, `warn` interrupts. Two regions of a
 * kind take turns, so that a text that is told twice is a change twice, and is read twice.
 */
export class PageAnnouncer extends HTMLElement {
  #polite = [makeRegion('status'), makeRegion('status')];
  #urgent = [makeRegion('alert'), makeRegion('alert')];

  static define() {
    if (!customElements.get('page-announcer')) customElements.define('page-announcer', PageAnnouncer);
  }

  connectedCallback() {
    if (!this.firstChild) this.append(...this.#polite, ...this.#urgent);
  }

  say(text) {
    tell(this.#polite, text);
  }

  warn(text) {
    tell(this.#urgent, text);
  }
}

function makeRegion(role) {
  return element('p', { role });
}

function tell(regions, text) {
  regions.reverse();
  regions[0].textContent = text;
  regions[1].textContent = '';
}
