import { readDecimal, writeDecimal } from './decimal.js';
import { element, setText } from './markup.js';
import { RequestEvent } from './request-event.js';
import { text } from './texts.js';

const FIELDS = [
  { name: 'name', label: text('fieldName'), required: true },
  { name: 'rrp', label: text('fieldRrp'), hint: text('hintRrp', { price: writeDecimal(24.9) }), required: true, inputmode: 'decimal' },
  { name: 'info', label: text('fieldInfo'), hint: text('hintInfo') },
  { name: 'id', label: text('fieldId'), hint: text('hintId') },
];

/**
 * `<add-product>`: a button, and the form it opens. Submitting sends an event `add-product` (RequestEvent) with `{name, rrp,
 * info}`, and `id` if one was typed. A price may be typed as the visitor's language writes it. The server judges the fields; what it says is shown beside them.
 */
export class AddProduct extends HTMLElement {
  #opener = element('button', { type: 'button', class: 'primary' }, text('addProduct'));
  #title = element('h2', { id: 'Add-title' }, text('addAProduct'));
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  #cancel = element('button', { type: 'button' }, text('cancel'));
  #submit = element('button', { type: 'submit', class: 'primary' }, text('add'));
  #fields = FIELDS.map((field) => makeField(field));
  #actions = element('div', { class: 'actions' }, this.#cancel, this.#submit);
  #rows = this.#fields.map(({ row }) => row);
  #form = element('form', { novalidate: true }, this.#title, this.#problem, ...this.#rows, this.#actions);
  #dialog = element('dialog', { 'aria-labelledby': 'Add-title' }, this.#form);

  static define() {
    if (!customElements.get('add-product')) customElements.define('add-product', AddProduct);
  }

  /** The title of the category that products are added to. */
  set categoryTitle(title) {
    setText(this.#title, text('addTo', { title }));
  }

  connectedCallback() {
    if (!this.firstChild) this.append(this.#opener, this.#dialog);
    this.#opener.addEventListener('click', this.#open);
    this.#cancel.addEventListener('click', this.#close);
    this.#form.addEventListener('submit', this.#add);
  }

  disconnectedCallback() {
    this.#opener.removeEventListener('click', this.#open);
    this.#cancel.removeEventListener('click', this.#close);
    this.#form.removeEventListener('submit', this.#add);
  }

  #open = () => {
    this.#showProblem({ errors: [] });
    this.#dialog.showModal();
    this.#fields[0].input.focus();
  };

  #close = () => this.#dialog.close();

  #add = async (submit) => {
    submit.preventDefault();
    if (this.#submit.disabled) return;
    const event = new RequestEvent('add-product', this.#product());
    this.#submit.disabled = true;
    this.dispatchEvent(event);
    try {
      await event.answer;
      this.#form.reset();
      this.#close();
    } catch (problem) {
      this.#showProblem(problem.isInDoubt ? { message: text('addUnknown') } : problem);
    } finally {
      this.#submit.disabled = false;
    }
  };

  #product() {
    const { id, ...product } = Object.fromEntries(this.#fields.map(({ input }) => [input.name, input.value.trim()]));
    product.rrp = readDecimal(product.rrp);
    return id ? { ...product, id } : product;
  }

  #showProblem({ message, errors = [] }) {
    for (const { input, error } of this.#fields) {
      const told = errors.filter(({ field }) => field === input.name).map((each) => each.message);
      setText(error, told.join(' '));
      error.hidden = !told.length;
      input.setAttribute('aria-invalid', String(told.length > 0));
    }
    const bad = this.#fields.find(({ error }) => !error.hidden);
    const placed = errors.length && errors.every(({ field }) => this.#fields.some(({ input }) => input.name === field));
    this.#problem.hidden = !message || Boolean(placed);
    setText(this.#problem, this.#problem.hidden ? '' : message);
    bad?.input.focus();
  }
}

function makeField({ name, label, hint = '', ...attributes }) {
  const id = `Add-${name}`;
  const error = element('span', { id: `${id}-error`, class: 'field-error', hidden: true });
  const described = { 'aria-describedby': `${id}-error ${id}-hint` };
  const input = element('input', { id, name, type: 'text', autocomplete: 'off', ...attributes, ...described });
  const parts = [element('label', { for: id }, label), input, error, element('small', { id: `${id}-hint` }, hint)];
  return { input, error, row: element('div', { class: 'field' }, ...parts) };
}
