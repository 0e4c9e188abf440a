package dev.liveorders.bench;

/** A figure that can be measured: its name and format in a table, and its name in JSON. */
enum Metric {
  WATCHERS("watchers", "watchers", "%,.0f"),
  DUE("orders due /s", "ordersDuePerSecond", "%,.0f"),
  PLACED("orders taken", "orders", "%,.0f"),
  RETRIED("orders sent a second time", "retried", "%,.0f"),
  TAKEN("orders taken /s", "ordersPerSecond", "%,.0f"),
  REQUESTS("requests answered /s", "requestsPerSecond", "%,.0f"),
  PER_COMMIT("orders in a commit", "ordersPerCommit", "%,.1f"),
  BARE("a bare client, as many in a call, /s", "bareOrdersPerSecond", "%,.0f"),
  OF_BARE("taken, of the bare client's", "ofBare", "%,.2f"),
  ANSWER_P50("request→answer p50 ms", "answerP50Millis", "%,.1f"),
  ANSWER_P99("request→answer p99 ms", "answerP99Millis", "%,.1f"),
  ANSWER_MAX("request→answer, longest ms", "answerMaxMillis", "%,.1f"),
  FRAMES("frames /s", "framesPerSecond", "%,.0f"),
  SHOWN("orders shown to watchers /s", "ordersShownPerSecond", "%,.0f"),
  P50("order→frame p50 ms", "p50Millis", "%,.1f"),
  P99("order→frame p99 ms", "p99Millis", "%,.1f"),
  P999("order→frame p99.9 ms", "p999Millis", "%,.1f"),
  SENT_P50("order sent→frame p50 ms", "sentP50Millis", "%,.2f"),
  SENT_P99("order sent→frame p99 ms", "sentP99Millis", "%,.2f"),
  FRESHNESS_P50("the same by the server's meter p50 ms", "freshnessP50Millis", "%,.2f"),
  FRESHNESS_P99("the same by the server's meter p99 ms", "freshnessP99Millis", "%,.2f"),
  ACROSS_P50("answer→frame on another node p50 ms", "acrossP50Millis", "%,.1f"),
  ACROSS_P99("answer→frame on another node p99 ms", "acrossP99Millis", "%,.1f"),
  ACROSS_P999("answer→frame on another node p99.9 ms", "acrossP999Millis", "%,.1f"),
  CPU_PER_FRAME("server CPU per frame µs", "serverCpuMicrosPerFrame", "%,.2f"),
  CPU_PER_ORDER("server CPU per order µs", "serverCpuMicrosPerOrder", "%,.1f"),
  SERVER_CORES("server CPU, cores", "serverCores", "%,.2f"),
  OWN_CPU_PER_FRAME("generator CPU per frame µs", "generatorCpuMicrosPerFrame", "%,.2f"),
  OWN_CORES("generator CPU, cores", "generatorCores", "%,.2f"),
  READY_MILLIS("ready after ms", "readyMillis", "%,.0f"),
  FIRST_CONNECTS("connects in the first second after ready", "connectsInFirstSecond", "%,.0f"),
  CPU_PER_CONNECT("server CPU per connect µs", "serverCpuMicrosPerConnect", "%,.0f"),
  CONNECTS("connects with snapshot /s", "connectsPerSecond", "%,.0f"),
  HEAP_PER_WATCHER("live heap per watcher KiB", "heapKibPerWatcher", "%,.2f"),
  RESIDENT_PER_WATCHER("resident memory per watcher KiB", "residentKibPerWatcher", "%,.2f"),
  HEAP_BEFORE("live heap before MiB", "heapMibBefore", "%,.1f"),
  HEAP_AFTER("live heap after MiB", "heapMibAfter", "%,.1f"),
  P99_BEFORE("order→frame p99 ms before", "p99MillisBefore", "%,.1f"),
  BACK("times that a watcher came back", "back", "%,.0f"),
  ATTEMPTS_PEAK("attempts in the busiest second", "attemptsInBusiestSecond", "%,.0f"),
  BACK_PEAK("came back in the busiest second", "backInBusiestSecond", "%,.0f"),
  BACK_MILLIS("all back and shown totals, ms", "backMillis", "%,.0f"),
  AWAY_P50("connection lost→totals p50 ms", "awayP50Millis", "%,.0f"),
  AWAY_MAX("connection lost→totals, longest ms", "awayMaxMillis", "%,.0f"),
  SILENCE("a watcher without totals, longest ms", "silenceMillis", "%,.0f"),
  STORED("orders stored", "stored", "%,.0f"),
  STORE_BEFORE("store before MB", "storeMbBefore", "%,.1f"),
  STORE_AFTER("store after MB", "storeMbAfter", "%,.1f"),
  FOLDED("orders folded", "folded", "%,.0f"),
  PASS_SECONDS("ready→end of the pass s", "passSeconds", "%,.1f"),
  PASS_CPU("server CPU meanwhile s", "passCpuSeconds", "%,.1f"),
  REPEATS("repeats of folded orders", "repeats", "%,.0f"),
  REPEATS_KNOWN("of these known", "repeatsKnown", "%,.0f"),
  DRAINED_MILLIS("stalled ones exact after, ms", "drainedMillis", "%,.0f"),
  START_SECONDS("start until ready s", "startSeconds", "%,.1f"),
  START_CPU("server CPU of the start s", "startCpuSeconds", "%,.1f"),
  HEAP("live heap MiB", "heapMib", "%,.0f"),
  RESIDENT("resident memory MiB", "residentMib", "%,.0f"),
  PAGE("GET / p50 ms", "pageMillis", "%,.1f"),
  CATEGORIES("GET /categories p50 ms", "categoriesMillis", "%,.1f"),
  CATEGORY("GET /orders/:category p50 ms", "categoryMillis", "%,.1f"),
  PRODUCTS("GET /products/:category p50 ms", "productsMillis", "%,.1f"),
  PRODUCT("GET /products/:category/:id p50 ms", "productMillis", "%,.1f"),
  PLACE("POST /orders/:id p50 ms", "placeMillis", "%,.1f"),
  ADD("POST /products/:category without id p50 ms", "addMillis", "%,.1f"),
  CHANGE("PATCH /products/:category/:id p50 ms", "changeMillis", "%,.1f"),
  PUT("PUT /categories/:category p50 ms", "putMillis", "%,.1f"),
  EXACT("watchers exact at the end", "exact", "%,.0f"),
  STEPS_BACK("totals that went back", "stepsBack", "%,.0f"),
  FAILED("orders rejected or unanswered", "failed", "%,.0f");

  private final String title;
  private final String key;
  private final String format;

  Metric(String title, String key, String format) {
    this.title = title;
    this.key = key;
    this.format = format;
  }

  String title() {
    return title;
  }

  String key() {
    return key;
  }

  /** A value as a table shows it; a dash for one that could not be measured. */
  String show(double value) {
    return Double.isNaN(value) ? "–" : String.format(format, value);
  }
}
