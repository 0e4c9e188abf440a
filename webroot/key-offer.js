import { text } from './texts.js';

/**
 * Lets a visitor give a page a key by its `<key-field>`, which is shown to whom `isFor(rights)` says. Where totals are shown
 * with a key only it stands behind `place`, and the page begins anew with the key. `told` hears what a reader is to hear.
 */
export function offerKey(field, visitor, { isFor, place, told = () => {} }) {
  visitor.addEventListener('change', () => {
    if (visitor.rights.read === false && place?.nextElementSibling !== field) place?.after(field);
    field.hidden = !isFor(visitor.rights);
    field.reads = visitor.rights.read !== undefined;
    field.used = visitor.hasKey;
    if (visitor.problem) field.problem = visitor.problem;
  });
  field.addEventListener('key', (giving) => giving.respondWith(use(giving.detail)));

  async function use(key) {
    await visitor.useKey(key);
    told(text(key ? 'keyUsed' : 'keyForgotten'));
    if (visitor.rights.read !== undefined) location.reload();
  }
}
