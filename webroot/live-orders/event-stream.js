import { read } from './socket.js';
import { refusal } from './polling.js';

/**
 * Watches over Server-Sent Events. Not with an EventSource: that hides the ids that a quiet stream sends, so it could not
 * tell quiet from dead.
 */
export function openEventStream(server, view, { heard, ended }) {
  const controller = new AbortController();
  let retryAfterMillis;
  follow();

  async function follow() {
    try {
      const headers = { Accept: 'text/event-stream' };
      const response = await fetch(view.address(server), { headers, cache: 'no-store', signal: controller.signal });
      if (!response.ok) return finish(refusal(response));
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let rest = ''; ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        const events = (rest + value).split(/\r?\n\r?\n/);
        rest = events.pop();
        events.forEach(take);
      }
    } catch {
      // as good as the end of the stream
    }
    finish({ retryAfterMillis });
  }

  function take(event) {
    const fields = Object.fromEntries(event.split(/\r?\n/).map((line) => line.split(/: ?(.*)/s)));
    const [, epoch, seq] = /^(.+)-(\d+)$/.exec(fields.id) ?? [];
    if (fields.retry) retryAfterMillis = Number(fields.retry);
    heard((fields.data && read(fields.data)) || { type: 'heartbeat', epoch, seq: epoch && Number(seq) });
  }

  function finish(how) {
    if (!controller.signal.aborted) ended(how);
  }

  return { close: () => controller.abort() };
}
