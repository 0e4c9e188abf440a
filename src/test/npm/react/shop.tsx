import { useEffect, useState } from 'react';
import { LiveOrders } from 'live-orders';
import 'live-orders/live-total-element.js';
import type {} from 'live-orders/react';

/** A total by the element, rendered on the server, too, and one by a hook. */
export function Shop({ server }: { server: string }) {
  const [product, setProduct] = useState('A1');
  const [heard, setHeard] = useState(0);
  return (
    <>
      <live-total
        src={server}
        category="electronics"
        product={product}
        className="price"
        ontotal={({ detail: { total } }) => setHeard(total)}
        onstatus={({ detail }) => detail.state satisfies string}
        suppressHydrationWarning
      >
        –
      </live-total>
      <output>{heard}</output>
      <p>{useTotal(server, 'A2')}</p>
      <button onClick={() => setProduct('A2')}>Turn to A2</button>
    </>
  );
}

function useTotal(server: string, product: string) {
  const [total, setTotal] = useState<number>();
  useEffect(() => {
    const orders = new LiveOrders(server, { category: 'electronics', ids: [product] });
    orders.addEventListener('total', ({ detail }) => setTotal(detail.total));
    return () => orders.close();
  }, [server, product]);
  return total;
}

// @ts-expect-error: a product is a string
export const wrong = <live-total product={1} />;
export const shown = <live-total product="A1" token={() => Promise.resolve('eyJ…')} />;
// @ts-expect-error: a token is a string, or brought by a function
export const wrongToken = <live-total token={1} />;
export const best = <live-top window="24h" limit={5} onlist={({ detail }) => detail.entries.length.toFixed()} />;
// @ts-expect-error: a span is one of four
export const wrongSpan = <live-trend product="A1" span="2h" />;
// @ts-expect-error: a total is a number
export const wrongEvent = <live-total ontotal={({ detail }) => detail.total.toUpperCase()} />;
