// What a shop may write, and what it may not; building.md says how to check it.
import { LiveOrders, backoff, type Status } from 'live-orders';
import { LiveTotal } from 'live-orders/live-total.js';

const orders = new LiveOrders(new URL('https://totals.shop.example'), { category: 'electronics', ids: ['A1'] as const, share: false });
orders.addEventListener('total', ({ detail: { id, total, previous } }) => {
  const change: number = total - (previous ?? 0);
  console.log(id.toUpperCase(), change.toFixed(0));
});
orders.addEventListener('snapshot', ({ detail }) => detail.orders.map(({ id, total, unit }) => [id, total + 1, unit]));
orders.addEventListener('status', ({ detail }) => show(detail), { once: true });
orders.category = 'confectionery';
orders.category = undefined;
orders.watch({ category: 'toys', ids: ['T1'] });
const total: number | undefined = orders.totals.get('T1');
show(orders.status);
orders.close();

const wait: number = backoff(100).next().value;
LiveTotal.define('shop-total');
document.querySelector('live-total')!.value = total ?? wait;

function show({ state, transport, retryInMillis, staleMillis, ageMillis }: Status) {
  // @ts-expect-error: no such state
  if (state === 'asleep') return;
  console.log(state === 'live', transport === 'polling', retryInMillis?.toFixed(), staleMillis.toFixed(), ageMillis?.toFixed());
}

// @ts-expect-error: a total is not a string
orders.addEventListener('total', ({ detail }) => detail.total.toUpperCase());
// @ts-expect-error: totals are not for the page to change
orders.totals.set('A1', 1);
// @ts-expect-error: nor is the status
orders.status = { state: 'live', staleMillis: 0 };
