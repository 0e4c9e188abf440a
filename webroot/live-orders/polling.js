const PAUSE_MILLIS = 3_000;
const ANSWER_MILLIS = 15_000;

/** Watches by asking again and again; an entity tag makes "nothing new" a short answer. */
export function openPolling(server, view, { heard, ended }) {
  let closed = false;
  let tag;
  let timer;
  ask();

  async function ask() {
    let response, message;
    try {
      response = await fetch(view.address(server, {}), {
        headers: { Accept: 'application/json', ...(tag && { 'If-None-Match': tag }) },
        cache: 'no-store',
        signal: AbortSignal.timeout(ANSWER_MILLIS),
      });
      message = response.ok && { type: 'snapshot', full: true, ...(await response.json()) };
    } catch {
      response = undefined; // half an answer is none
    }
    if (closed) return;
    if (message) {
      tag = `"${message.epoch}-${message.seq}"`;
      heard(message);
    } else if ([304, 404].includes(response?.status)) heard({}); // a category may still be created
    else return ended(response ? refusal(response) : {});
    timer = setTimeout(ask, PAUSE_MILLIS * (0.75 + Math.random() / 2));
  }

  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** What an HTTP status means for somebody who wants to watch. */
export function refusal({ status, headers }) {
  const retryAfterMillis = 1_000 * Number(headers.get('Retry-After')) || undefined;
  return { refused: [400, 401, 403].includes(status), retryAfterMillis };
}
