import { AddProduct } from './add-product.js';
import { Catalogue } from './catalogue.js';
import { CategoryTabs } from './category-tabs.js';
import { ConnectionState } from './connection-state.js';
import { LiveOrders } from './live-orders.js';
import { setText } from './markup.js';
import { OrdersApi } from './orders-api.js';
import { ProductBoard } from './product-board.js';
import { TryIt } from './try-it.js';

[AddProduct, CategoryTabs, ConnectionState, ProductBoard, TryIt].forEach((element) => element.define());

const [tabs, board, state, form, tryIt, heading, notice, announcer] = [
  'category-tabs', 'product-board', 'connection-state', 'add-product', 'try-it', 'h1', '.notice', '.announcer',
].map((selector) => document.querySelector(selector));

const api = new OrdersApi();
const catalogue = new Catalogue(api);
const orders = new LiveOrders(location.origin);
let current; // the category shown
let live = false;
let wasLive = false;

state.age = () => orders.status.ageMillis;
orders.addEventListener('total', ({ detail }) => catalogue.receive(detail));
orders.addEventListener('status', ({ detail }) => showStatus(detail));
catalogue.addEventListener('total', ({ detail }) => board.total(detail.id, detail.total));
catalogue.addEventListener('categories', () => showCategories());
catalogue.addEventListener('products', ({ detail }) => detail === current && showProducts());
catalogue.addEventListener('missing', ({ detail }) => detail === current && showMissing());
catalogue.addEventListener('trouble', () => showTrouble());
board.addEventListener('order', (order) => order.respondWith(placeOrder(order.detail)));
form.addEventListener('add-product', (addition) => addition.respondWith(addProduct(addition.detail)));
addEventListener('hashchange', () => showCategory(hashCategory()));

showCategory(hashCategory());
catalogue.loadCategories().then(() => current ?? showCategory(catalogue.categories[0]?.category));

/** The category that the URL names; other hashes, like that of the skip link, name none. */
function hashCategory() {
  const hash = location.hash.slice(1);
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(hash)) return hash;
  return hash ? current : catalogue.categories[0]?.category;
}

function showCategory(category) {
  if (!category || category === current) return;
  current = category;
  orders.category = category;
  tabs.current = category;
  form.hidden = true;
  showNotice('');
  showTitle();
  showProducts();
  catalogue.open(category);
}

function showCategories() {
  tabs.categories = catalogue.categories;
  tabs.current = current;
  showTitle();
  if (!current && !catalogue.categories.length) showNotice('There are no categories yet.');
}

function showTitle() {
  const title = catalogue.categories.find(({ category }) => category === current)?.title ?? current;
  if (!title) return;
  setText(heading, title);
  document.title = `${title} · Live Orders`;
  form.categoryTitle = title;
}

function showProducts() {
  const entries = catalogue.entries(current);
  board.show(entries ?? []);
  if (!entries) return;
  form.hidden = false;
  showNotice(entries.length ? '' : 'There are no products here yet. Add the first one.');
  if (entries.length) tryIt.productId = entries[0].product.id;
}

function showStatus(status) {
  const isBack = !live && wasLive && status.state === 'live';
  live = status.state === 'live';
  wasLive ||= live;
  state.status = status;
  board.stale = wasLive && !live;
  if (!isBack) return;
  catalogue.loadCategories(); // either may have changed while this page was away
  catalogue.refresh();
}

function showMissing() {
  showNotice(`There is no category “${current}”.`);
}

function showTrouble() {
  if (!catalogue.entries(current)) showNotice('The server does not answer. This page keeps trying.');
}

function showNotice(text) {
  setText(notice, text);
  notice.hidden = !text;
}

async function placeOrder({ productId, key, waiting }) {
  await api.orderOne(productId, key, waiting);
  setText(announcer, `Ordered one ${productId}.`);
}

async function addProduct(addition) {
  const product = await api.addProduct(current, addition);
  setText(announcer, `Added ${product.name}.`);
  catalogue.refresh().then(() => board.reveal(product.id));
}
