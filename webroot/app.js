import { AddProduct } from './add-product.js';
import { PageAnnouncer } from './announcer.js';
import { Catalogue } from './catalogue.js';
import { CategoryMenu } from './category-menu.js';
import { CategoryTabs } from './category-tabs.js';
import { ConnectionState } from './connection-state.js';
import { KeyField } from './key-field.js';
import { LiveOrders } from './live-orders.js';
import { setText } from './markup.js';
import { OrdersApi } from './orders-api.js';
import { readHash } from './page-address.js';
import { PageStatus } from './page-status.js';
import { PauseButton } from './pause-button.js';
import { PendingOrders } from './pending-orders.js';
import { persist } from './persist.js';
import { PrintTable } from './print-table.js';
import { ProductBoard } from './product-board.js';
import { keepKey, readKey } from './session-key.js';
import { StaleBanner } from './stale-banner.js';
import { TryIt } from './try-it.js';

const parts = [
  AddProduct, CategoryMenu, CategoryTabs, ConnectionState, KeyField, PageAnnouncer, PauseButton, PrintTable, ProductBoard,
  StaleBanner, TryIt,
];
parts.forEach((element) => element.define());

const [tabs, menu, board, state, banner, pause, form, tryIt, keyField, print, heading, notice, footer, announcer, skip, main] = [
  'category-tabs', 'category-menu', 'product-board', 'connection-state', 'stale-banner', 'pause-button', 'add-product', 'try-it',
  'key-field', 'print-table', 'h1', '.notice', 'footer', 'page-announcer', '.skip', 'main',
].map((selector) => document.querySelector(selector));

const server = new URL('.', document.baseURI).href;
const api = new OrdersApi(server);
const catalogue = new Catalogue(api);
const live = new LiveOrders(server);
const status = new PageStatus(live);
const pending = new PendingOrders((productId, key) => api.orderOne(productId, key));
let access; // what this visitor may do; nothing is shown before it is known
let current; // the category shown
let wanted; // the product that the URL names, until it is shown
let wasStale = false;

live.addEventListener('total', ({ detail }) => catalogue.receive(detail));
live.addEventListener('gone', ({ detail }) => catalogue.lose(detail));
live.addEventListener('snapshot', () => live.unknown.includes(current) && catalogue.miss(current));
live.addEventListener('details', () => catalogue.renew());
status.addEventListener('change', () => showStatus());
catalogue.addEventListener('total', ({ detail }) => board.total(detail.id, detail.total));
catalogue.addEventListener('categories', () => showCategories());
catalogue.addEventListener('products', ({ detail }) => detail === current && showProducts());
catalogue.addEventListener('missing', ({ detail }) => detail === current && showMissing());
catalogue.addEventListener('trouble', () => showTrouble());
pending.addEventListener('change', ({ detail }) => board.order(detail, pending.state(detail)));
pending.addEventListener('ordered', ({ detail }) => tellOrdered(detail));
pending.addEventListener('failed', ({ detail }) => tellFailed(detail));
board.addEventListener('order', ({ detail }) => pending.place(detail));
banner.addEventListener('retry', () => retry());
pause.addEventListener('pause', () => showPaused());
keyField.addEventListener('key', (giving) => giving.respondWith(useKey(giving.detail)));
form.addEventListener('add-product', (addition) => addition.respondWith(addProduct(addition.detail)));
tabs.addEventListener('overflow', () => (menu.hidden = !tabs.overflows));
skip.addEventListener('click', (click) => skipToMain(click));
print.contents = () => ({ title: heading.textContent, entries: entries() ?? [], ageMillis: status.ageMillis });
addEventListener('hashchange', () => follow(location.hash));
addEventListener('beforeunload', (leaving) => pending.size && leaving.preventDefault());

api.key = readKey();
persist(() => api.access()).catch((problem) => forbid(problem)).then(allow);
follow(location.hash);
catalogue.loadCategories().then(() => current ?? showCategory(catalogue.first));

/** Shows what a hash names; one that names nothing, or a part of the page, changes nothing. */
function follow(hash) {
  const { category, product } = document.getElementById(hash.slice(1)) ? {} : readHash(hash);
  wanted = product;
  if (category && category !== current) showCategory(category);
  else if (!hash) showCategory(catalogue.first);
  else revealWanted();
}

function showCategory(category) {
  if (!category || category === current) return;
  current = category;
  live.category = category;
  tabs.current = menu.current = category;
  showNotice('');
  showTitle();
  showProducts();
  catalogue.open(category);
}

function showCategories() {
  const { categories } = catalogue;
  tabs.categories = menu.categories = categories;
  tabs.current = menu.current = current;
  showTitle();
  if (!current && !categories.length) showNotice('There are no categories yet.');
}

function categoryTitle() {
  return catalogue.categories.find(({ category }) => category === current)?.title ?? current;
}

function showTitle() {
  const title = categoryTitle();
  if (!title) return;
  setText(heading, title);
  const warning = status.isStaleForLong ? 'Not live · ' : pause.paused ? 'Paused · ' : '';
  document.title = `${warning}${title} · Live Orders`;
  form.categoryTitle = title;
}

/** The products shown, with their totals and orders; undefined while they are not known. */
function entries() {
  return catalogue.entries(current)?.map((entry) => ({ ...entry, order: pending.state(entry.product.id) }));
}

function showProducts() {
  const shown = access && entries();
  board.show(shown ?? []);
  form.hidden = !shown || !access.catalogue;
  if (!shown) return;
  showNotice(shown.length ? '' : `There are no products here yet.${access.catalogue ? ' Add the first one.' : ''}`);
  if (shown.length) tryIt.productId = shown[0].product.id;
  tryIt.hidden = !access.orders;
  footer.hidden = false;
  revealWanted();
}

function revealWanted() {
  if (wanted && board.reveal(wanted)) wanted = undefined;
}

/** A server that cannot say what this visitor may do lets nobody do anything. */
function allow({ orders = false, catalogue: changes = false, keys = false }) {
  access = { orders, catalogue: changes, keys };
  board.orderable = orders;
  tryIt.needsKey = keys;
  keyField.hidden = !keys;
  keyField.used = Boolean(api.key);
  if (current) showProducts();
}

/** Takes up a key, or forgets it; one that is refused is not kept, and the one before stays. */
async function useKey(key) {
  const before = api.key;
  api.key = key;
  try {
    allow(await api.access());
    keepKey(key);
    announcer.say(key ? 'The key is in use.' : 'The key was forgotten.');
  } catch (problem) {
    api.key = before;
    throw problem;
  }
}

/** A key that is not valid any more is forgotten; answers what everybody may do. */
function forbid(problem) {
  if (problem.status !== 401) return {};
  api.key = '';
  keepKey('');
  keyField.problem = problem.message;
  return persist(() => api.access()).catch(() => ({}));
}

function showStatus() {
  state.status = banner.status = status;
  board.stale = status.isStale;
  showTitle();
  const isBack = wasStale && status.state === 'live';
  wasStale = status.isStale;
  if (!isBack) return;
  pending.retry();
  catalogue.loadCategories(); // either may have changed while this page was away
  catalogue.refresh();
}

function showPaused() {
  board.paused = pause.paused;
  state.pausedAt = pause.paused ? Date.now() : undefined;
  if (!pause.paused) showProducts();
  showTitle();
  announcer.say(pause.paused ? 'The numbers stand still.' : 'The numbers go on.');
}

function showMissing() {
  board.show([]);
  form.hidden = true;
  showNotice(`There is no category “${current}”.`);
}

function showTrouble() {
  if (!catalogue.entries(current)) showNotice('The server does not answer. This page keeps trying.');
}

function showNotice(text) {
  setText(notice, text);
  notice.hidden = !text;
}

function retry() {
  live.retry();
  pending.retry();
}

function skipToMain(click) {
  click.preventDefault(); // the hash goes on to name the category
  main.focus();
  main.scrollIntoView();
}

function nameOf(productId) {
  const entry = catalogue.entries(current)?.find(({ product }) => product.id === productId);
  return entry ? `${entry.product.name}, ${productId}` : productId;
}

function tellOrdered({ productId, total }) {
  announcer.say(`Ordered one ${nameOf(productId)}. ${total} ordered in total.`);
}

/** A door that lets nobody order, and did not say so before, is not asked again. */
function tellFailed({ productId, problem }) {
  announcer.warn(`${nameOf(productId)} was not ordered. ${problem.message}`);
  if (problem.status === 401) Promise.resolve(forbid(problem)).then(allow);
  if (problem.status !== 403) return;
  allow({ ...access, orders: false });
  showNotice(`Orders are not accepted here. ${problem.message}`);
}

async function addProduct(addition) {
  const product = await api.addProduct(current, addition);
  announcer.say(`Added ${product.name}, ${product.id}.`);
  catalogue.refresh().then(() => board.reveal(product.id));
}
