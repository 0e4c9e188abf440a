import { BestsellerBars, PLACES } from './bestseller-bars.js';
import { formatNumber, shortTime, timeOfDay } from './formats.js';
import { KeyField } from './key-field.js';
import { offerKey } from './key-offer.js';
import { LastSales } from './last-sales.js';
import { LiveFeed } from './live-feed.js';
import { LiveTotal } from './live-total.js';
import { Liveness } from './liveness.js';
import { setText } from './markup.js';
import { OrdersApi } from './orders-api.js';
import { ProductNames } from './product-names.js';
import { PulseCurve } from './pulse-curve.js';
import { readReaderKey } from './session-key.js';
import { noteSimulation } from './simulated-note.js';
import { readPulse } from './shop-pulse.js';
import { text, translate } from './texts.js';
import { Visitor } from './visitor.js';
import { keepScreenOn } from './wake-lock.js';
import { readWallAddress } from './wall-address.js';
import { WallRelease } from './wall-release.js';
import { WallTop } from './wall-top.js';
import { readVersus } from './wall-versus.js';

const CLOCK_MILLIS = 1_000;
const SIMULATED_MILLIS = 300_000;

translate(document); // before numbers are written in its language
[BestsellerBars, KeyField, LastSales, LiveTotal, PulseCurve].forEach((part) => part.define());

const [title, simulated, today, versus, perMinute, peak, curve, which, bars, sales, clock, live, band, problem] = [
  'h1', '.simulated', '.today live-total', '.versus', '.rate live-total', '.peak', 'pulse-curve', '.which', 'bestseller-bars',
  'last-sales', '.clock', '.live', '.band', '.problem',
].map((selector) => document.querySelector(selector));

const server = new URL('.', document.baseURI).href;
const wanted = readWallAddress(location.search);
const token = readReaderKey();
const api = new OrdersApi(server);
const visitor = new Visitor(api);
const names = new ProductNames(api);
const release = new WallRelease(() => mayReload() && location.reload());
const liveness = new Liveness(() => release.probe());
const top = new WallTop({ server, token, wanted, liveness });
let recent = { entries: [] };

showTitle();
showProblems();
tick();
setInterval(tick, CLOCK_MILLIS);
keepScreenOn();
offerKey(document.querySelector('key-field'), visitor, { isFor: ({ read }) => read === false });
noteSimulation(simulated, visitor, { restMillis: SIMULATED_MILLIS });
follow('trends?span=1h', showPulse, '.today, .minute');
follow(`recent?limit=${wanted.categories.length ? 50 : sales.rows}`, (message) => showSales((recent = message)), '.recent');
liveness.addEventListener('change', showLiveness);
top.addEventListener('change', showTop);
top.addEventListener('absent', () => (document.querySelector('.top').hidden = true));
names.addEventListener('change', () => {
  top.categories = names.categories;
  showTop();
  showSales(recent);
  showProblems();
});
names.read();
visitor.ask();

/** Shows a list in its parts of the wall, which are hidden where the server has no such list. */
function follow(path, show, parts) {
  const feed = new LiveFeed(server, path, token);
  feed.addEventListener('message', ({ detail }) => show(detail));
  feed.addEventListener('details', () => names.renew());
  feed.addEventListener('absent', () => document.querySelectorAll(parts).forEach((part) => (part.hidden = true)));
  feed.addEventListener('refused', lock);
  liveness.watch(feed);
}

/** Shows nothing but a field for a key, as this server shows totals with one only. */
function lock() {
  document.querySelector('main').hidden = live.hidden = true;
  visitor.ask();
}

/** Nodes of two releases beside each other must not make it leap from one to the other. */
function mayReload() {
  return performance.now() > 600_000;
}

function showTitle() {
  setText(title, wanted.title || text('title'));
  document.title = wanted.title || text('title');
}

function tick() {
  const now = new Date();
  setText(clock, timeOfDay(now));
}

function showPulse(message) {
  const pulse = readPulse(message);
  today.value = pulse.today;
  const { words, isLess } = readVersus(pulse);
  versus.classList.toggle('down', isLess);
  setText(versus, words);
  perMinute.value = pulse.perMinute;
  setText(peak, text('wallPeak', { count: formatNumber(pulse.peak) }));
  curve.curves = { front: pulse.orders, back: pulse.before };
}

function showTop() {
  setText(which, top.caption);
  bars.entries = top.entries.slice(0, PLACES).map((entry) => ({ ...entry, name: entry.name ?? names.of(entry.id)?.name }));
}

function showSales({ entries, sampled }) {
  const named = entries.map((entry) => ({ ...entry, ...names.of(entry.id) }));
  const { categories } = wanted;
  sales.sales = { sampled, entries: named.filter(({ category }) => !categories.length || categories.includes(category)) };
}

function showProblems() {
  const known = new Set(names.categories.map(({ category }) => category));
  const missing = known.size ? wanted.categories.filter((category) => !known.has(category)) : [];
  const problems = [...wanted.problems, ...missing.map((category) => ({ key: 'wallUnknown', values: { category } }))];
  setText(problem, problems.map(({ key, values }) => text(key, values)).join(' '));
  problem.hidden = !problems.length;
}

function showLiveness() {
  const { isLive, since } = liveness;
  if (isLive) {
    names.retry();
    names.renew(); // what changed meanwhile is not told
    visitor.renew();
  }
  document.body.toggleAttribute('stale', !isLive);
  band.hidden = isLive;
  live.hidden = !isLive;
  if (!isLive) setText(band, text('notLiveSince', { time: isToday(since) ? timeOfDay(since) : shortTime(since) }));
}

function isToday(moment) {
  return new Date(moment).toDateString() === new Date().toDateString();
}
