import { element, setText } from './markup.js';
import { text } from './texts.js';

/**
 * `<pause-button>`: lets the numbers stand still and go on (WCAG 2.2.2). Attribute `paused` while they stand; each
 * change sends an event `pause`.
 */
export class PauseButton extends HTMLElement {
  #button = element('button', { type: 'button' }, text('pause'));

  static define() {
    if (!customElements.get('pause-button')) customElements.define('pause-button', PauseButton);
  }

  get paused() {
    return this.hasAttribute('paused');
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#button);
    this.#button.addEventListener('click', this.#click);
  }

  disconnectedCallback() {
    this.#button.removeEventListener('click', this.#click);
  }

  #click = () => {
    const paused = this.toggleAttribute('paused');
    setText(this.#button, text(paused ? 'resume' : 'pause'));
    this.dispatchEvent(new Event('pause', { bubbles: true }));
  };
}
