import { element, setText } from './markup.js';
import { RequestEvent } from './request-event.js';
import { text } from './texts.js';

/**
 * `<key-field>`: a field for a key, where a key allows more. Properties `used`: whether one is in use, which may then be forgotten;
 * `reads`: whether nobody looks without one, to be set before.
 * A key that is given sends an event `key` (RequestEvent); what its answer complains of is shown. The key stays in the field
 * only until then. Forgetting sends `key` with an empty text.
 */
export class KeyField extends HTMLElement {
  reads = false;
  #input = element('input', {
    id: 'Key', type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, 'aria-describedby': 'Key-problem',
  });
  #problem = element('p', { id: 'Key-problem', class: 'problem', role: 'alert', hidden: true });
  #use = element('button', { type: 'submit' }, text('useIt'));
  #forget = element('button', { type: 'button' }, text('forgetIt'));
  #form = element('form', { novalidate: true }, element('label', { for: 'Key' }, text('key')), this.#input, this.#use);
  #text = element('p');

  static define() {
    if (!customElements.get('key-field')) customElements.define('key-field', KeyField);
  }

  set used(used) {
    this.#form.hidden = used;
    this.#forget.hidden = !used;
    setText(this.#text, text(used ? 'keyInUse' : this.reads ? 'keyToRead' : 'keyNeeded'));
  }

  /** Shows why a key is not in use. */
  set problem(problem) {
    setText(this.#problem, problem);
    this.#problem.hidden = !problem;
    this.#input.setAttribute('aria-invalid', String(Boolean(problem)));
  }

  connectedCallback() {
    if (!this.firstChild) this.append(element('h2', {}, text('yourKey')), this.#text, this.#form, this.#forget, this.#problem);
    this.#form.addEventListener('submit', this.#give);
    this.#forget.addEventListener('click', this.#leave);
  }

  disconnectedCallback() {
    this.#form.removeEventListener('submit', this.#give);
    this.#forget.removeEventListener('click', this.#leave);
  }

  #give = (submit) => {
    submit.preventDefault();
    const key = this.#input.value.trim();
    if (key) this.#ask(key);
    else this.#input.focus();
  };

  #leave = () => this.#ask('');

  async #ask(key) {
    if (this.#use.disabled) return;
    this.#use.disabled = true;
    const event = new RequestEvent('key', key);
    this.dispatchEvent(event);
    try {
      await event.answer;
      this.problem = '';
      this.#form.reset();
      (key ? this.#forget : this.#input).focus();
    } catch (problem) {
      this.problem = problem.message;
      this.#input.focus();
    } finally {
      this.#use.disabled = false;
    }
  }
}
