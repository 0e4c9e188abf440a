/**
 * Watches over a WebSocket in the dialect `live-orders.v1`. Tells `heard(message)` and `ended({retryAfterMillis, refused})`;
 * `watch(view)` switches. `gen` counts the switches: what comes before the snapshot of the newest one is of an older view.
 */
export function openSocket(server, view, { heard, ended }) {
  const socket = new WebSocket(view.address(server.replace(/^http/, 'ws')), 'live-orders.v1');
  let wanted;
  let asked = 0;
  let answered = -1;

  socket.onopen = () => wanted && ask();
  socket.onmessage = ({ data }) => {
    const message = read(data);
    if (message?.type === 'snapshot') answered = message.gen;
    if (message?.code === 'bad-command') ended({ refused: true });
    else if (message) heard(answered >= asked ? message : {});
  };
  socket.onclose = ({ code, reason }) => {
    const [, millis] = (code === 1001 && /retry-after-ms=(\d+)/.exec(reason)) || [];
    ended({ refused: code === 1008, retryAfterMillis: millis && Number(millis) });
  };

  function ask() {
    const { category, ids, position } = wanted;
    socket.send(JSON.stringify({ cmd: 'update-category', payload: { category, ids, ...position } }));
    asked++;
  }

  return {
    watch(next) {
      wanted = next;
      if (socket.readyState === 1) ask();
    },
    close() {
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
    },
  };
}

/** A message, or undefined for what is none: it is left alone. */
export function read(text) {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
