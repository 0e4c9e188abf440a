import { Catalogue } from './catalogue.js';
import { offerKey } from './key-offer.js';
import { LiveOrders } from './live-orders.js';
import { setText } from './markup.js';
import { OrdersApi } from './orders-api.js';
import { ALL, leaveAll, readHash } from './page-address.js';
import { defineParts } from './page-parts.js';
import { PageStatus } from './page-status.js';
import { PendingOrders } from './pending-orders.js';
import { persist } from './persist.js';
import { ProductFocus } from './product-focus.js';
import { ProductStage } from './product-stage.js';
import { useCurrency } from './product-text.js';
import { readReaderKey } from './session-key.js';
import { noteSimulation } from './simulated-note.js';
import { text, translate } from './texts.js';
import { Trends } from './trends.js';
import { Visitor } from './visitor.js';
import { sleep } from './wake.js';
import { WholeShop } from './whole-shop.js';

const WINDOW_MILLIS = 500; // that the first watch waits to learn which window there is

translate(document); // before numbers are written in its language
const {
  tabs, menu, board, list, view, finder, state, banner, pause, form, tryIt, keyField, print, heading, notice, footer, announcer, skip, main,
  figures, justNow, simulated,
} = defineParts(document);
const server = new URL('.', document.baseURI).href;
const api = new OrdersApi(server);
const visitor = new Visitor(api);
const catalogue = new Catalogue(api);
const token = readReaderKey();
const live = new LiveOrders(server, token ? { token, share: false } : {});
const status = new PageStatus(live);
const trends = new Trends(api);
const pending = new PendingOrders((productId, key) => api.orderOne(productId, key));
const focus = new ProductFocus(view, { api, catalogue, trends });
const stage = new ProductStage({ board, list, finder, trends });
const shop = new WholeShop(server, { figures, justNow, catalogue, token, refused: () => visitor.ask() });
let current; // the category shown, or ALL
let wanted; // the product that the URL names
let knowsWindow = false; // or knows that there is none
let wasStale = false;
let refusal = ''; // why nobody may order here

live.addEventListener('total', ({ detail }) => catalogue.receive(detail));
live.addEventListener('gone', ({ detail }) => catalogue.lose(detail));
live.addEventListener('snapshot', () => live.unknown.includes(current) && catalogue.miss(current));
live.addEventListener('details', () => catalogue.renew());
status.addEventListener('change', () => showStatus());
visitor.addEventListener('change', () => showRights());
catalogue.addEventListener('total', ({ detail }) => showTotal(detail));
catalogue.addEventListener('categories', () => showCategories());
catalogue.addEventListener('products', ({ detail }) => [detail, ALL].includes(current) && showProducts());
catalogue.addEventListener('missing', ({ detail }) => detail === current && showMissing());
catalogue.addEventListener('failed', () => catalogue.entries(current) ?? showNotice(text('noAnswer')));
pending.addEventListener('change', ({ detail }) => showOrder(detail));
pending.addEventListener('ordered', ({ detail }) => tellOrdered(detail));
pending.addEventListener('failed', ({ detail }) => tellFailed(detail));
for (const each of [board, view]) each.addEventListener('order', ({ detail }) => pending.place(detail));
stage.addEventListener('rearrange', () => showProducts());
stage.addEventListener('told', ({ detail }) => announcer.say(detail));
banner.addEventListener('retry', () => [live, pending].forEach((each) => each.retry()));
pause.addEventListener('pause', () => showPaused());
noteSimulation(simulated, visitor, { pending });
const isForKeys = ({ keys, read }) => keys || read !== undefined;
offerKey(keyField, visitor, { isFor: isForKeys, place: notice, told: (words) => announcer.say(words) });
form.addEventListener('add-product', (addition) => addition.respondWith(addProduct(addition.detail)));
tabs.addEventListener('overflow', () => (menu.hidden = !tabs.overflows));
skip.addEventListener('click', (click) => skipToMain(click));
print.contents = () => ({ title: heading.textContent, entries: entries()?.filter(isShown) ?? [], ageMillis: status.ageMillis });
addEventListener('hashchange', () => follow(location.hash));
addEventListener('beforeunload', (leaving) => pending.size && leaving.preventDefault());

visitor.ask();
const sold = persist(() => api.top()).then(({ window, entries }) => takeWindow(window, entries), () => takeWindow(undefined, []));
const inTime = Promise.race([sold, sleep(WINDOW_MILLIS)]).then(() => knowsWindow || watch((knowsWindow = true)));
follow(location.hash);
Promise.all([catalogue.loadCategories(), inTime]).then(() => current ?? showCategory(catalogue.first), () => showNotice());

/** Shows what a hash names; one that names nothing, or a part of the page, changes nothing. */
function follow(hash) {
  const { category, product } = document.getElementById(hash.slice(1)) ? {} : readHash(hash);
  if (category || !hash) wanted = product;
  if (category && category !== current) showCategory(category);
  else if (!hash) showCategory(catalogue.first);
  if (category || !hash) showProducts();
}

function showCategory(category) {
  if (!category || category === current) return;
  current = category;
  watch();
  tabs.current = menu.current = category;
  showNotice((refusal = ''));
  stage.begin(category === ALL || (!location.hash && catalogue.sells(category)) ? 'hot' : 'catalogue');
  showProducts();
  catalogue.open(category);
}

/** The window that the server counts bestsellers in is the one that is shown beside each total. */
function takeWindow(name, entries) {
  knowsWindow = true;
  catalogue.windowName = stage.windowName = name;
  catalogue.bestsellers = entries;
  watch();
}

function watch() {
  if (!current || !knowsWindow) return;
  const windows = catalogue.windowName && [catalogue.windowName];
  catalogue.recall(() => live.watch({ ...(current === ALL ? { all: true } : { category: current }), windows }));
}

function showCategories() {
  const { categories } = catalogue;
  const products = categories.reduce((sum, category) => sum + category.products, 0);
  const all = { category: ALL, title: text('all'), products };
  tabs.categories = categories.length > 1 ? [all, ...categories] : categories;
  menu.categories = categories;
  tabs.current = menu.current = current;
  showTitle();
  if (!current && !categories.length) showNotice(text('noCategories'));
}

function categoryTitle() {
  if (current === ALL) return text('allCategories');
  return catalogue.categories.find(({ category }) => category === current)?.title ?? current;
}

function showTitle() {
  const category = categoryTitle();
  const title = catalogue.find(focus.id)?.name ?? category;
  if (!title) return;
  setText(heading, title);
  const warning = status.isStaleForLong ? 'notLiveTitle' : pause.paused ? 'pausedTitle' : undefined;
  document.title = `${warning ? text(warning, { title }) : title} · Live Orders`;
  form.categoryTitle = category;
}

/** The products shown, with their numbers and orders; undefined while they are not known. */
function entries() {
  return catalogue.entries(current)?.map((entry) => ({ ...entry, order: pending.state(entry.product.id) }));
}

const isShown = ({ product: { id } }) => !focus.id || id === focus.id;

function showProducts() {
  const { rights } = visitor;
  const shown = rights && entries();
  const one = wanted && shown?.find(({ product: { id } }) => id === wanted);
  focus.show(one, current, categoryTitle());
  const found = stage.show(shown ?? [], { isHidden: Boolean(one) });
  form.hidden = Boolean(one) || current === ALL || !shown || !rights.catalogue;
  showTitle();
  if (!shown) return;
  showNotice(one || found ? refusal : shown.length ? text('noneFound', { find: finder.find }) : sayEmpty(rights));
  if (shown.length) tryIt.productId = (one ?? shown[0]).product.id;
}

function sayEmpty(rights) {
  return [text('noProducts'), rights.catalogue && current !== ALL ? text('addFirst') : ''].join(' ').trim();
}

function showTotal(change) {
  stage.total(change);
  focus.total(change);
  if (change.added) trends.grow(change.id, change.added);
}

function showOrder(id) {
  board.order(id, pending.state(id));
  focus.order(id, pending.state(id));
}

function showRights() {
  const { orders, keys, read, currency } = visitor.rights;
  useCurrency(currency);
  board.orderable = view.orderable = orders;
  tryIt.needsKey = keys;
  tryIt.hidden = !orders;
  footer.hidden = false;
  if (read === false) showNotice();
  else if (current) showProducts();
}

function showStatus() {
  state.status = banner.status = status;
  board.stale = list.stale = view.stale = status.isStale;
  showTitle();
  leaveAll(current, { status, catalogue, visitor });
  const isBack = wasStale && status.state === 'live';
  wasStale = status.isStale;
  if (!isBack) return;
  pending.retry();
  catalogue.renew(); // it may have changed while this page was away
  trends.renew();
}

function showPaused() {
  for (const part of [stage, view, shop]) part.paused = pause.paused;
  state.pausedAt = pause.paused ? Date.now() : undefined;
  if (!pause.paused) showProducts();
  showTitle();
  announcer.say(text(pause.paused ? 'standsStill' : 'goesOn'));
}

function showMissing() {
  stage.show([], {});
  focus.show();
  form.hidden = true;
  showNotice(text('noCategory', { category: current }));
}

/** Where totals need a key the field for it says so, and nothing else is to be said. */
function showNotice(words = '') {
  setText(notice, words);
  notice.hidden = !words || visitor.rights?.read === false;
}

function skipToMain(click) {
  click.preventDefault(); // the hash goes on to name the category
  main.focus();
  main.scrollIntoView();
}

function nameOf(productId) {
  const product = catalogue.find(productId);
  return product ? `${product.name}, ${productId}` : productId;
}

function tellOrdered({ productId, total }) {
  announcer.say(text('toldOrdered', { name: nameOf(productId), total }));
}

/** A door that lets nobody order, and did not say so before, is not asked again. */
function tellFailed({ productId, problem }) {
  announcer.warn(text('toldNotOrdered', { name: nameOf(productId), reason: problem.message }));
  if (problem.status === 401) visitor.reject(problem);
  if (problem.status !== 403) return;
  visitor.mayNotOrder();
  showNotice((refusal = text('notAccepted', { reason: problem.message })));
}

async function addProduct(addition) {
  const product = await api.addProduct(current, addition);
  announcer.say(text('toldAdded', { name: product.name, id: product.id }));
  catalogue.refresh().then(() => stage.reveal(product.id));
}
