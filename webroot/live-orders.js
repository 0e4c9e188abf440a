/** The client of Live Orders. Apache-2.0. See live-orders.d.ts. */

const HIDDEN_MILLIS = 300_000;
const REMEMBERED_VIEWS = 8;
const CONNECT_MILLIS = 10_000;
const ANSWER_MILLIS = 5_000;
const DOUBTFUL_MILLIS = 30_000; // the server says something every 25 s
const SILENCE_MILLIS = 60_000;
const SETTLED_MILLIS = 10_000;
const MAX_WAIT_MILLIS = 600_000;
const POLL_MILLIS = 3_000;
const BLOCKED_MILLIS = 100;

export class LiveOrders extends EventTarget {
  #server;
  #share;
  #views = new Map(); // by key
  #view = new View();
  #tabs;
  #connection;
  #status = { state: 'connecting' };
  #hiddenAlarm = makeAlarm();
  #closing = new AbortController();

  constructor(url, options = {}) {
    super();
    const { token, share = true, signal: ending } = options;
    this.#server = new URL(url, globalThis.location?.href).href.replace(/\/+$/, '');
    this.#share = share;
    this.#connection = connect(this.#server, token, this.#relay);
    for (const type of ['online', 'offline', 'pageshow', 'pagehide', 'visibilitychange']) {
      globalThis.addEventListener?.(type, this.#pageChanged, this.#closing);
    }
    this.#pageChanged({});
    this.watch(options);
    ending?.addEventListener('abort', () => this.close(), this.#closing);
    if (ending?.aborted) this.close();
  }

  get category() {
    return this.#view.category;
  }

  set category(category) {
    this.watch({ category });
  }

  get totals() {
    return this.#view.totals;
  }

  get status() {
    const { heardAt, staleMillis } = this.#view;
    return { ...this.#status, staleMillis, ageMillis: heardAt && Math.max(0, Date.now() - heardAt) + staleMillis };
  }

  get unknown() {
    return this.#view.unknown;
  }

  watch(wanted) {
    let view = new View(wanted);
    if (view.key === this.#view.key || this.#closing.signal.aborted) return;
    if (this.#views.size > REMEMBERED_VIEWS) this.#views.clear();
    this.#view = view = this.#views.get(view.key) ?? view;
    this.#views.set(view.key, view);
    if (view.key) this.#start();
    else this.#stop('paused');
    const { message } = view.word;
    if (view.epoch) this.#tellTotals(view, message.orders, message);
  }

  retry() {
    this.#pageChanged({ type: 'retry' });
  }

  close() {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#stop('closed');
  }

  [Symbol.dispose ?? 'dispose']() {
    this.close();
  }

  async *[Symbol.asyncIterator]() {
    const news = new Map(this.#view.word.message.orders.map((order) => [order.id, order]));
    const ending = new AbortController();
    let wake;
    const hear = ({ type, detail }) => {
      const { previous } = news.get(detail.id) ?? detail;
      if (type === 'total') news.set(detail.id, { ...detail, previous });
      wake?.();
    };
    this.addEventListener('total', hear, ending);
    this.addEventListener('status', hear, ending);
    try {
      for (;;) {
        for (const [id, change] of news) {
          news.delete(id);
          if (this.totals.has(id)) yield change; // else it was left
        }
        if (this.#closing.signal.aborted) return;
        await new Promise((done) => (wake = done));
      }
    } finally {
      ending.abort();
    }
  }

  #start() {
    this.#tabs?.leave();
    this.#tabs = joinTabs(this.#share && `live-orders ${this.#server} ${this.#view.key}`, {
      lead: () => this.#connection.watch(this.#view, this.#status.state === 'live'),
      hear: (word) => {
        this.#connection.close();
        this.#take(word);
      },
      asked: (why) => this.#connection.wake(why),
      all: () => ({ ...this.#view.word, status: this.#status }),
    });
  }

  #stop(state) {
    this.#hiddenAlarm();
    this.#tabs = this.#tabs?.leave();
    this.#connection.close();
    this.#show({ state });
  }

  #relay = (word) => {
    this.#tabs?.say(word);
    this.#take(word);
  };

  #take({ key, message, heardAt, status }) {
    if (key === this.#view.key) {
      const view = this.#view;
      const { staleMillis } = view;
      const changes = view.apply(message, heardAt);
      if (changes) this.#tellTotals(view, changes, message);
      if (message.type === 'details') this.#tell('details', { seq: message.seq });
      if (staleMillis !== view.staleMillis) status ??= this.#status;
    }
    if (status) this.#show(status);
  }

  #tellTotals(view, changes, message) {
    for (const change of changes) if (view === this.#view) this.#tell(change.total >= 0 ? 'total' : 'gone', change);
    if (view === this.#view && message.type === 'snapshot') this.#tell('snapshot', message);
  }

  #show(status) {
    this.#status = status;
    this.#tell('status', this.status);
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #pageChanged = ({ type }) => {
    if (this.#closing.signal.aborted) return;
    const hidden = globalThis.document?.visibilityState === 'hidden';
    this.#hiddenAlarm(HIDDEN_MILLIS, hidden && (() => this.#stop('paused')));
    if (!this.#view.key || (hidden && type === 'visibilitychange')) return;
    if (type === 'pagehide') this.#stop('paused');
    else if (!this.#tabs || (type === 'retry' && this.#status.state === 'refused')) this.#start();
    else {
      this.#tabs.wake(type);
      this.#connection.wake(type);
    }
  };
}

/** What is watched: totals that have every order up to seq. */
class View {
  totals = new Map();
  sold = new Map();
  staleMillis = 0;

  constructor({ category, ids, all, windows } = {}) {
    this.filter = { category };
    if (ids?.length) this.filter.ids = [...new Set(ids.map((id) => id.normalize()))].sort();
    if (windows?.length) this.filter.windows = windows;
    if (category || ids?.length || all) this.key = this.address('');
  }

  get category() {
    return this.filter.category;
  }

  get unknown() {
    const { category, ids = [] } = this.filter;
    if (this.missing) return ids.length ? ids : [category];
    return this.epoch ? ids.filter((id) => !this.totals.has(id)) : [];
  }

  get wanted() {
    return { ...this.filter, ...(this.epoch && { epoch: this.epoch, since: this.seq }) };
  }

  get word() {
    const { key, filter, epoch, seq, staleMillis, heardAt, missing: unknown } = this;
    const orders = Array.from(this.totals, ([id, total]) => ({ id, total, ...this.sold.get(id) }));
    const message = { type: 'snapshot', ...filter, epoch, seq, full: true, orders, unknown, staleMillis };
    return { key, message, heardAt };
  }

  address(server) {
    const { category, ids = [], ...rest } = this.wanted;
    const query = String(new URLSearchParams([...ids.map((id) => ['id', id]), ...Object.entries(rest)]));
    return server + '/orders' + (category ? '/' + encodeURIComponent(category) : '') + (query && '?' + query);
  }

  /** Answers what changed; nothing, of the past. */
  apply({ type, epoch = this.epoch, seq, full, orders = [], unknown, staleMillis = this.staleMillis }, heardAt) {
    const { missing } = this;
    if (type === 'snapshot') this.missing = unknown === true;
    Object.assign(this, { staleMillis, heardAt });
    if (!epoch && !missing && this.missing) return [];
    if (!epoch || !(seq >= 0) || type === 'details' || (epoch === this.epoch ? seq < this.seq : type !== 'snapshot')) return;
    const { totals } = this;
    if (full) this.totals = new Map();
    const changes = [];
    for (const { id, total, gone, windows } of orders) {
      const previous = totals.get(id);
      if (gone) this.totals.delete(id);
      else if (Number.isSafeInteger(total)) this.totals.set(id, total);
      else continue;
      const sold = windows && { windows };
      if (total !== previous || JSON.stringify(sold) !== JSON.stringify(this.sold.get(id))) {
        changes.push({ id, total, previous, ...sold });
      }
      this.sold.set(id, sold);
    }
    Object.assign(this, { epoch, seq });
    return changes;
  }
}

/** Of tabs that watch the same, who holds the lock leads; a frozen one is robbed, a refused one leaves. */
function joinTabs(name, { lead, hear, asked, all }) {
  const alarm = makeAlarm();
  let channel, turn, release, leads, knows;

  try {
    if (name && navigator.locks) channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }) => listen(data);
    queue();
    ask();
  } catch {
    begin();
  }

  function begin() {
    alarm();
    leads = true;
    tellAll();
    lead();
  }

  function queue(steal) {
    turn?.abort();
    const { signal } = (turn = new AbortController());
    const hold = () => signal.aborted || new Promise((done) => begin((release = done)));
    navigator.locks.request(name, steal ? { steal } : { signal }, hold).catch(() => {
      if (signal.aborted) return;
      if (!leads) return begin();
      leads = false;
      queue();
      ask();
    });
  }

  function ask(hello = 'silence') {
    knows = false;
    channel.postMessage({ hello });
    alarm(ANSWER_MILLIS, () => queue(true));
  }

  function tellAll() {
    channel?.postMessage({ known: true, ...all() });
  }

  function listen({ hello, known, ...word }) {
    if (leads && hello) {
      tellAll();
      asked(hello);
    }
    if (leads || hello) return;
    knows ||= known;
    if (!knows) return;
    alarm(SILENCE_MILLIS, ask);
    hear(word);
  }

  function say(word) {
    if (leads) word.status?.state === 'refused' ? leave() : channel?.postMessage(word);
  }

  function leave() {
    alarm();
    turn?.abort();
    channel = channel?.close();
    release?.();
  }

  return { say, leave, wake: (type) => leads || ask(type) };
}

function connect(server, token, tell) {
  const alarm = makeAlarm();
  const trialAlarm = makeAlarm();
  const renewal = makeAlarm();
  const bring = async () => /^\s*([\w.~+/=-]*)\s*$/.exec((await (token?.call ? token() : token)) ?? '')[1]; // or throws
  const trialWaits = backoff(30_000, MAX_WAIT_MILLIS);
  let waits = backoff();
  let view, link, state, liveAt, heardAt;
  let trial; // of a socket, beside something worse
  let rung = 0;
  let misses = 9; // of twelve
  let attempts = 0;
  let cannot = false; // use sockets

  const isUp = () => state === 'live' || (link && state === 'offline');
  const isWaiting = () => !link && state && state !== 'refused';
  const lost = () => (liveAt ? 'reconnecting' : 'connecting');

  /** A `calm` one says nothing unless it fails. */
  function watch(next, calm) {
    view = next;
    if (calm) liveAt ??= 1;
    if (link?.watch && view.key !== '/orders') ask(); // there is no command for all
    else if (!isWaiting()) open(calm);
  }

  function wake(type) {
    const doubtful = /line$|retry/.test(type) || Date.now() - heardAt > DOUBTFUL_MILLIS;
    if (isWaiting()) /^(off|sil)/.test(type) || open();
    else if (isUp() && doubtful) {
      if (type === 'offline') become(type); // until there is an answer
      watch(view, true);
    }
  }

  function open(calm) {
    close();
    if (!calm) become(lost());
    start((link = {}), rung);
    expect(CONNECT_MILLIS);
  }

  async function start(made, rung) {
    let blocked; // as this browser cannot
    try {
      view.token = await bring();
      view.renews = token?.call;
      blocked = true;
      if (made !== trial && made !== link) return;
      Object.assign(made, LADDER[rung].open(server, view, heard.bind(null, made), ended.bind(null, made)));
    } catch {
      ended(made, { blocked });
    }
  }

  /** Who lives answers. */
  function ask() {
    link.watch(view);
    expect(isUp() ? ANSWER_MILLIS : CONNECT_MILLIS);
  }

  function expect(millis) {
    alarm(millis, () => (state === 'live' ? open() : ended(link, {})));
  }

  function heard(from, message) {
    if (from === trial) {
      [link, trial] = [trial, link];
      endTrial();
      rung = 0;
      state = undefined;
    }
    if (from !== link) return;
    heardAt = Date.now();
    expect(SILENCE_MILLIS);
    const { expiresInMillis } = message;
    if (expiresInMillis) return renewal(Math.min(0.8 * expiresInMillis, 2e9), () => bring().then(from.renew, () => {}));
    tell({ key: view.key, message: { epoch: view.epoch, ...message }, heardAt });
    if (state === 'live' || from !== link || (state === 'offline' && message.type !== 'snapshot')) return;
    liveAt = heardAt;
    attempts = 0;
    if (rung) planTrial();
    else misses = 0;
    become('live');
  }

  function ended(from, { refused, blocked, barred, wait }) {
    if (from !== trial && from !== link) return;
    cannot ||= blocked;
    if (from === trial) {
      endTrial();
      planTrial();
    }
    if (from !== link) return;
    const wasLive = isUp();
    drop();
    attempts++;
    if (refused || (barred && !liveAt)) return become('refused');
    if (!wasLive) {
      if (rung || blocked || ++misses === 12) {
        misses = 9;
        rung = (rung + 1) % LADDER.length; // round again
      }
    } else if (Date.now() - liveAt > SETTLED_MILLIS) waits = backoff();
    if (wait > 0) waits = backoff(2 * wait);
    wait = blocked ? 0 : Math.min(wait ?? waits.next().value, MAX_WAIT_MILLIS);
    alarm(wait, open);
    become(globalThis.navigator?.onLine === false ? 'offline' : lost(), wait);
  }

  function planTrial() {
    if (cannot) return;
    trialAlarm(trialWaits.next().value, () => {
      start((trial = {}), 0);
      trialAlarm(CONNECT_MILLIS, () => ended(trial, {}));
    });
  }

  function endTrial() {
    trialAlarm();
    trial = trial?.close?.();
  }

  function drop() {
    alarm();
    renewal();
    endTrial();
    link = link?.close?.();
  }

  function close() {
    state = drop();
  }

  function become(next, retryInMillis) {
    state = next;
    tell({ status: { state, transport: LADDER[rung].transport, retryInMillis, attempts } });
  }

  return { watch, wake, close };
}

/** Full jitter, twice a wait in vain. */
export function* backoff(boundMillis = 500, capMillis = 30_000) {
  for (; ; boundMillis = Math.min(2 * boundMillis, capMillis)) yield Math.random() * boundMillis;
}

/** A timer that forgets, called again. */
function makeAlarm() {
  let timer;
  return (millis, action) => {
    clearTimeout(timer);
    if (action) timer = setTimeout(action, millis);
  };
}

const LADDER = [
  { transport: 'websocket', open: openSocket },
  { transport: 'event-stream', open: openEventStream },
  { transport: 'polling', open: openPolling },
];

/** What comes before the snapshot of the newest switch is of an older view, but details and tokens. */
function openSocket(server, view, heard, ended) {
  const socket = new WebSocket(view.address(server.replace(/^http/, 'ws')), view.token ? ['live-orders.v1', 'bearer.' + view.token] : 'live-orders.v1');
  let wanted = view;
  let answered, asked = 0;

  const send = (cmd, payload) => socket.send(JSON.stringify({ cmd, payload }));

  function watch(next) {
    wanted = next;
    if (socket.readyState !== 1) return;
    send(next.category ? 'update-category' : 'watch', next.wanted);
    asked++;
    answered = false;
  }

  socket.onopen = () => wanted !== view && watch(wanted);
  socket.onmessage = ({ data }) => {
    const message = read(data);
    answered ||= message.type === 'snapshot' && !(message.gen < asked) && place(message) === place(wanted.filter);
    if (message.code === 'bad-command') ended({ refused: true });
    else heard(answered || /^[dt]/.test(message.type) ? message : {});
  };
  // Where a policy forbids it no close follows.
  socket.onerror = () => setTimeout(ended, BLOCKED_MILLIS, { blocked: true });
  socket.onclose = ({ code, reason }) => {
    ended({ refused: code === 1008, wait: /retry-after-ms=(\d+)/.exec(reason)?.[1] });
  };
  return { watch, renew: (token) => send('token', { token }), close: () => socket.close() };
}

/** An EventSource hides the ids of a quiet stream. */
function openEventStream(server, view, heard, ended) {
  return overHttp(view, ended, async (get, how) => {
    const { ok, body } = await get(view.address(server), { Accept: 'text/event-stream' });
    if (!ok || how.barred) return;
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let rest = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + value).split(/\r?\n\r?\n/);
      rest = events.pop();
      for (const event of events) {
        const [, epoch, seq] = /^id: *(.+)-(\d+)/m.exec(event) ?? [];
        const [, data] = /^data: *([^\r\n]+)/m.exec(event) ?? [];
        how.wait = /^retry: *(\d+)/m.exec(event)?.[1] ?? how.wait;
        heard(data ? read(data) : { epoch, seq: Number(seq) });
      }
    }
  });
}

function openPolling(server, view, heard, ended) {
  return overHttp(view, ended, async (get, how) => {
    for (const headers = { Accept: 'application/json' }; ; ) {
      const response = await get(view.address(server), headers);
      if (response.ok) {
        headers['If-None-Match'] = response.headers.get('ETag');
        heard({ type: 'snapshot', full: true, ...(await response.json()) });
      } else if (response.status === 304) heard({});
      else if (response.status === 404 && !how.barred && !how.refused) {
        heard({ type: 'snapshot', full: true, seq: view.seq, unknown: true }); // may still be created
      } else return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
    }
  });
}

function overHttp(view, ended, follow) {
  const closing = new AbortController();
  const how = {};
  const get = async (url, headers) => {
    if (view.token) headers.Authorization = 'Bearer ' + view.token;
    const response = await fetch(url, { headers, cache: 'no-store', signal: closing.signal });
    const { status } = response;
    how.refused = [400, view.renews || 401, 403].includes(status) || (!view.category && [404, 405].includes(status));
    how.barred = status === 401 || ([200, 404, 405].includes(status) && /html/.test(response.headers.get('Content-Type')));
    how.wait = 1_000 * response.headers.get('Retry-After') || undefined;
    return response;
  };
  follow(get, how).catch(() => {}).then(() => ended(how));
  return { close: () => closing.abort() };
}

const place = ({ category, ids }) => String(category ?? ids?.map((id) => id.trim()).filter(Boolean).sort()).normalize().toLowerCase();

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
