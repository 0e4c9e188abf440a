import { DE } from './texts-de.js';
import { EN } from './texts-en.js';

const LANGUAGES = { en: EN, de: DE };

/**
 * The language tag to write in: the one that the address asks for by `?lang=`, or the first that the visitor prefers, or the
 * page's own; the first of them that has texts. With its region, as dates and numbers have one.
 */
export function chooseLocale({ asked, preferred = [], page }) {
  const wanted = [asked, ...preferred, page].filter((tag) => LANGUAGES[languageOf(tag)] && isTag(tag));
  return wanted[0] ?? 'en';
}

/** How numbers and dates are written. */
export const locale = chooseLocale({
  asked: new URLSearchParams(globalThis.location?.search).get('lang') ?? '',
  preferred: globalThis.navigator?.languages,
  page: globalThis.document?.documentElement.lang,
});

const texts = LANGUAGES[languageOf(locale)];
const plurals = new Intl.PluralRules(locale);

/**
 * Answers a text of the page in its language, with values in the place of `{names}`. A text that depends on a number is
 * `{one, other}`, chosen by the value `count`.
 */
export function text(key, values = {}) {
  const found = texts[key];
  const pattern = found.other ? (found[plurals.select(values.number ?? values.count)] ?? found.other) : found;
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Writes the texts of a document where its attributes `data-text` and `data-label` name them, and says its language. */
export function translate(root) {
  root.documentElement.lang = locale;
  for (const each of root.querySelectorAll('[data-text]')) each.textContent = text(each.dataset.text);
  for (const each of root.querySelectorAll('[data-label]')) each.setAttribute('aria-label', text(each.dataset.label));
}

function languageOf(tag) {
  return tag?.split('-')[0].toLowerCase();
}

function isTag(tag) {
  try {
    return Boolean(new Intl.Locale(tag));
  } catch {
    return false;
  }
}
