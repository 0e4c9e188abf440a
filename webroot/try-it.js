import { element, setText } from './markup.js';
import { text } from './texts.js';
import { uuid } from './uuid.js';

const COPIED_MILLIS = 1_600;

/**
 * `<try-it>`: the command line that places an order from outside. Properties `productId` and `needsKey` in; the key itself is
 * never shown.
 */
export class TryIt extends HTMLElement {
  #code = element('code');
  #line = element('pre', { tabindex: '0', role: 'region', 'aria-label': text('commandLine') }, this.#code);
  #copy = element('button', { type: 'button' }, text('copy'));
  #timer;
  #id = 'A1';
  #order = `try-${uuid().slice(-12)}`; // that nobody has used yet
  #needsKey = false;

  static define() {
    if (!customElements.get('try-it')) customElements.define('try-it', TryIt);
  }

  set productId(id) {
    this.#id = id;
    this.#show();
  }

  set needsKey(needs) {
    this.#needsKey = needs;
    this.#show();
  }

  #show() {
    const segment = encodeURIComponent(this.#id).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt().toString(16)}`); // for a shell
    const address = new URL(`orders/${segment}`, document.baseURI).href;
    const key = this.#needsKey ? ` -H 'Authorization: Bearer KEY'` : '';
    const headers = `-H 'Content-Type: application/json' -H 'Idempotency-Key: ${this.#order}'${key}`;
    setText(this.#code, `curl -X POST ${address} ${headers} -d '{"amount":3}'`);
  }

  connectedCallback() {
    if (!this.firstChild) {
      this.append(
        element('h2', {}, text('fromTerminal')),
        element('p', {}, text('keyIsSafe')),
        element('div', { class: 'command' }, this.#line, this.#copy),
      );
      this.#show();
    }
    this.#copy.addEventListener('click', this.#onCopy);
  }

  disconnectedCallback() {
    this.#copy.removeEventListener('click', this.#onCopy);
    clearTimeout(this.#timer);
  }

  #onCopy = async () => {
    const copied = await this.#toClipboard();
    setText(this.#copy, text(copied ? 'copied' : 'selected'));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => setText(this.#copy, text('copy')), COPIED_MILLIS);
  };

  /** The clipboard needs a secure context; without one the line is at least selected. */
  async #toClipboard() {
    try {
      await navigator.clipboard.writeText(this.#code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(this.#code);
      return document.execCommand('copy');
    }
  }
}
