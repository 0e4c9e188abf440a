import { LiveOrders } from 'live-orders';
import 'live-orders/live-total-element.js';

const server = document.documentElement.dataset.server!;
document.querySelector<HTMLElementTagNameMap['live-total']>('#Served')!.src = server;

const orders = new LiveOrders(server, { ids: ['A2'], category: 'electronics' });
for await (const { id, total } of orders) document.querySelector('output')!.value = `${id} ${total}`;
