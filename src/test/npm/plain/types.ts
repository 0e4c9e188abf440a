// What a shop may write, and what it may not.
import { LiveOrders, backoff, type Snapshot, type Status, type Token, type TotalChange, type Watched } from 'live-orders';
import { LiveTop, type TopEntry } from 'live-orders/live-top.js';
import { LiveTotal, type LiveTotalState } from 'live-orders/live-total.js';
import { LiveTrend } from 'live-orders/live-trend.js';

export async function mayBeWritten() {
  const ending = new AbortController();
  const orders = new LiveOrders(new URL('https://totals.shop.example'), {
    category: 'electronics',
    ids: ['A1'] as const,
    share: false,
    token: 'eyJ…',
    signal: ending.signal,
  });
  orders.addEventListener('total', ({ detail: { id, total, previous } }) => {
    const change: number = total - (previous ?? 0);
    console.log(id.toUpperCase(), change.toFixed(0));
  });
  orders.addEventListener('snapshot', ({ detail }) => detail.orders.map((order) => ('gone' in order ? [order.id] : [order.id, order.total + 1, order.unit])));
  orders.addEventListener('status', ({ detail }) => show(detail), { once: true });
  orders.addEventListener('details', ({ detail: { seq } }) => seq.toFixed());
  orders.category = 'confectionery';
  orders.category = undefined;
  const watched: Watched = { category: 'toys', ids: ['T1'] };
  orders.watch(watched);
  orders.watch({ ids: ['T1', 'A1'] });
  orders.watch({ all: true });
  const total: number | undefined = orders.totals.get('T1');
  const missing: string = orders.unknown.join();
  show(orders.status);
  orders.retry();
  for await (const change of orders) change satisfies TotalChange;
  const later: Token = () => Promise.resolve('eyJ…');
  new LiveOrders('https://totals.shop.example', { token: later }).close();
  orders[Symbol.dispose]();
  orders.close();

  const wait: number = backoff(100).next().value;
  LiveTotal.define('shop-total');
  const element = document.querySelector('live-total')!;
  element.value = total ?? wait;
  element.product = 'A1';
  element.src = null;
  element.category = undefined;
  element.token = async () => (await fetch('/token')).text();
  element.token = undefined;
  const state: LiveTotalState | null = element.state;
  element.addEventListener('total', (event) => event.detail.total.toFixed());
  element.addEventListener('status', function ({ detail }) {
    console.log(this.product, detail.state, this.state, state, missing);
  });
  element.addEventListener('click', ({ clientX }) => clientX);
  LiveTop.define();
  LiveTrend.define();
  const top = document.createElement('live-top');
  top.limit = 5;
  top.window = '24h';
  top.addEventListener('list', ({ detail }) => detail.entries.map(({ rank, change = 0 }: TopEntry) => rank + change));
  const trend = document.querySelector('live-trend')!;
  trend.span = '7d';
  // @ts-expect-error: no span of a curve
  trend.span = 'today';
  const amounts: number[] = trend.list?.series['A1'] ?? [];
  console.log(amounts, top.list?.at);
  document.createElement('live-total').remove();

  // @ts-expect-error: a total is not a string
  orders.addEventListener('total', ({ detail }) => detail.total.toUpperCase());
  // @ts-expect-error: totals are not for the page to change
  orders.totals.set('A1', 1);
  // @ts-expect-error: nor is the status
  orders.status = { state: 'live', staleMillis: 0 };
  // @ts-expect-error: an id is a string
  orders.watch({ ids: [1] });
  // @ts-expect-error: so is a product
  element.product = 1;
  // @ts-expect-error: and a function brings a string, too
  element.token = async () => 1;
  // @ts-expect-error: the state is not for the page to change
  element.state = 'live';
  // @ts-expect-error: a total of an element is not a string either
  element.addEventListener('total', ({ detail }) => detail.total.toUpperCase());
}

/** It may be held by `using`. */
export function disposable(orders: LiveOrders): Disposable {
  return orders;
}

export function listOf({ full, ids, category, orders }: Snapshot) {
  return [full, ids?.length, category?.length, orders.length];
}

function show({ state, transport, retryInMillis, attempts, staleMillis, ageMillis }: Status) {
  // @ts-expect-error: no such state
  if (state === 'asleep') return;
  console.log(state === 'live', transport === 'polling', retryInMillis?.toFixed(), attempts?.toFixed());
  console.log(staleMillis.toFixed(), ageMillis?.toFixed());
}
