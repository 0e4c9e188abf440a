import { AddProduct } from './add-product.js';
import { PageAnnouncer } from './announcer.js';
import { CategoryMenu } from './category-menu.js';
import { CategoryTabs } from './category-tabs.js';
import { ConnectionState } from './connection-state.js';
import { KeyField } from './key-field.js';
import { LastSales } from './last-sales.js';
import { PauseButton } from './pause-button.js';
import { PrintTable } from './print-table.js';
import { ProductBoard } from './product-board.js';
import { ProductFinder } from './product-finder.js';
import { ProductList } from './product-list.js';
import { ProductView } from './product-view.js';
import { ShopFigures } from './shop-figures.js';
import { StaleBanner } from './stale-banner.js';
import { TryIt } from './try-it.js';

const ELEMENTS = [
  AddProduct, CategoryMenu, CategoryTabs, ConnectionState, KeyField, LastSales, PageAnnouncer, PauseButton, PrintTable, ProductBoard,
  ProductFinder, ProductList, ProductView, ShopFigures, StaleBanner, TryIt,
];

const SELECTORS = {
  tabs: 'category-tabs',
  menu: 'category-menu',
  board: 'product-board',
  list: 'product-list',
  view: 'product-view',
  finder: 'product-finder',
  state: 'connection-state',
  banner: 'stale-banner',
  pause: 'pause-button',
  form: 'add-product',
  tryIt: 'try-it',
  keyField: 'key-field',
  print: 'print-table',
  heading: 'h1',
  notice: '.notice',
  footer: 'footer',
  announcer: 'page-announcer',
  skip: '.skip',
  main: 'main',
  figures: 'shop-figures',
  simulated: '.simulated',
  justNow: '.just-now',
};

/** Defines the elements of the page, and answers those that it has, by their names in the script. */
export function defineParts(document) {
  ELEMENTS.forEach((element) => element.define());
  return Object.fromEntries(Object.entries(SELECTORS).map(([name, selector]) => [name, document.querySelector(selector)]));
}
