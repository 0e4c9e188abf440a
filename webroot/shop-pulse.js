const MINUTE_MILLIS = 60_000;

/**
 * What `/trends` of the last hour says of a shop as a whole: `{today, yesterday, change, perMinute, peak, orders, before}`.
 * `change` is the part by which today is more than yesterday at this time, undefined without a yesterday; `orders` and `before`
 * are the curves of this hour and of the same hour a day ago, minute by minute; the last minute of this hour is the one
 * that ends now.
 */
export function readPulse({ today = {}, orders = [], ordersBefore = [], from, at }) {
  const { amount = 0, yesterday = 0 } = today;
  const perMinute = lastMinute(orders, Date.parse(from), Date.parse(at));
  return {
    today: amount,
    yesterday,
    change: yesterday > 0 ? amount / yesterday - 1 : undefined,
    perMinute,
    peak: Math.max(0, perMinute, ...orders),
    orders: [...orders.slice(0, -1), perMinute],
    before: ordersBefore,
  };
}

/** The minute under way, and as much of the one before as a whole minute lacks. */
function lastMinute(orders, from, at) {
  const [before = 0, current = 0] = [orders.at(-2), orders.at(-1)];
  const elapsed = at - from - (orders.length - 1) * MINUTE_MILLIS;
  const missing = Number.isFinite(elapsed) ? Math.min(1, Math.max(0, 1 - elapsed / MINUTE_MILLIS)) : 0;
  return Math.round(current + before * missing);
}
