package dev.liveorders.metrics;

import java.util.List;

/**
 * Every meter of ours: the one table that recorders, the text for Prometheus and the documents follow. Those of the JVM
 * and of the process come from Prometheus' own library. A label has few values, which do not grow with products,
 * categories, clients or orders.
 */
public enum Meter {
  BUILD("live_orders_build_info", Kind.GAUGE, "1, with the version that runs", "version"),
  ORDERS_ACCEPTED(
      "live_orders_orders_accepted_total", Kind.COUNTER, "orders counted for the first time"),
  ORDERS_DUPLICATE(
      "live_orders_orders_duplicate_total", Kind.COUNTER, "orders that had been counted before"),
  ORDERS_REJECTED(
      "live_orders_orders_rejected_total",
      Kind.COUNTER,
      "orders with right fields that were not counted",
      "reason"),
  ORDERS_QUEUED("live_orders_orders_queued", Kind.GAUGE, "orders that wait for the next commit"),
  COMMIT_SECONDS(
      "live_orders_commit_seconds",
      Kind.SECONDS,
      "time that the store took for a commit of orders"),
  COMMIT_ORDERS("live_orders_commit_orders", Kind.COUNTS, "orders in a commit"),
  TICKS(
      "live_orders_ticks_total",
      Kind.COUNTER,
      "commits without orders that this node asked for, since a window changed by time alone"),
  STORE_ERRORS(
      "live_orders_store_errors_total", Kind.COUNTER, "calls in which the store failed", "call"),
  STORE_TAKES_ORDERS(
      "live_orders_store_takes_orders", Kind.GAUGE, "1 while orders can be stored, otherwise 0"),
  AUDIT_MISMATCHES(
      "live_orders_audit_mismatches",
      Kind.GAUGE,
      "products whose total is not the sum of their orders, as the self-audit found them"),
  AUDIT_SALES_MISMATCHES(
      "live_orders_audit_sales_mismatches",
      Kind.GAUGE,
      "steps of time whose sales are not the sum of their orders, as the self-audit found them last"),
  POSITION("live_orders_position", Kind.GAUGE, "newest commit that this node has followed"),
  POSITION_LAG(
      "live_orders_position_lag",
      Kind.GAUGE,
      "commits that the store had more when they were compared last"),
  COMPARISON_AGE(
      "live_orders_comparison_age_seconds",
      Kind.GAUGE,
      "time since this node was compared with the store"),
  BUS_GAPS(
      "live_orders_bus_gaps_total",
      Kind.COUNTER,
      "commits of other nodes that came out of order or not at all",
      "filled"),
  FRESHNESS(
      "live_orders_freshness_seconds",
      Kind.SECONDS,
      "time from an order taken to the frames with its total, once for each order and watcher of this node",
      "taken"),
  WATCHERS(
      "live_orders_watchers",
      Kind.GAUGE,
      "watchers connected, as of the last second",
      "transport",
      "format",
      "state"),
  WATCHERS_OPENED(
      "live_orders_watchers_opened_total",
      Kind.COUNTER,
      "watchers that came",
      "transport",
      "format"),
  WATCHERS_CLOSED(
      "live_orders_watchers_closed_total",
      Kind.COUNTER,
      "watchers that left",
      "transport",
      "by",
      "code"),
  WATCHERS_REJECTED(
      "live_orders_watchers_rejected_total",
      Kind.COUNTER,
      "watchers rejected since live.maxWatchers was reached"),
  WATCHER_MEMORY(
      "live_orders_watcher_memory_bytes",
      Kind.GAUGE,
      "bytes that wait for watchers whose sockets are full"),
  WATCHER_MEMORY_MAX(
      "live_orders_watcher_memory_limit_bytes",
      Kind.GAUGE,
      "most bytes that may wait for watchers"),
  FRAMES(
      "live_orders_frames_written_total",
      Kind.COUNTER,
      "frames with totals written to watchers",
      "format"),
  FRAME_BYTES(
      "live_orders_frames_written_bytes_total",
      Kind.COUNTER,
      "bytes of these frames, before TLS",
      "format"),
  UPDATES_COALESCED(
      "live_orders_updates_coalesced_total",
      Kind.COUNTER,
      "updates that a watcher was not sent since its socket was full; it gets the newest totals later"),
  FLUSH_SECONDS("live_orders_flush_seconds", Kind.SECONDS, "time that a flush spent writing"),
  LOOP_DELAY(
      "live_orders_event_loop_delay_seconds",
      Kind.SECONDS,
      "time by which a timer of an event loop was late",
      "loop"),
  DIRECT_MEMORY(
      "live_orders_direct_memory_bytes", Kind.GAUGE, "memory outside the heap that Netty has"),
  DIRECT_MEMORY_MAX(
      "live_orders_direct_memory_limit_bytes", Kind.GAUGE, "most memory that it may have there"),
  CONNECTIONS("live_orders_connections", Kind.GAUGE, "open connections, watchers included"),
  REQUEST_MEMORY(
      "live_orders_request_memory_bytes",
      Kind.GAUGE,
      "bytes that requests and answers under way take"),
  REQUEST_MEMORY_MAX(
      "live_orders_request_memory_limit_bytes",
      Kind.GAUGE,
      "most bytes that requests and answers may take"),
  REQUESTS_REJECTED(
      "live_orders_requests_rejected_total",
      Kind.COUNTER,
      "requests rejected by keys, tokens, limits or origins, or for a wrong field or body",
      "reason");

  /** The kind of a meter, which says how its values are exposed. */
  enum Kind {
    COUNTER,
    GAUGE,
    /** A histogram of times, recorded in nanoseconds and exposed in seconds. */
    SECONDS,
    /** A histogram of numbers. */
    COUNTS
  }

  private static final String TOTAL = "_total";

  private final String exposed;
  private final Kind kind;
  private final String help;
  private final List<String> labels;

  Meter(String exposed, Kind kind, String help, String... labels) {
    this.exposed = exposed;
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** Returns its name as Prometheus reads it, without what a histogram appends. */
  public String exposedName() {
    return exposed;
  }

  /** Returns its name without the end of a counter, which the library appends. */
  String baseName() {
    return exposed.endsWith(TOTAL)
        ? exposed.substring(0, exposed.length() - TOTAL.length())
        : exposed;
  }

  Kind kind() {
    return kind;
  }

  boolean isHistogram() {
    return kind == Kind.SECONDS || kind == Kind.COUNTS;
  }

  /** Returns what it counts, in a few words. */
  public String help() {
    return help;
  }

  /** Returns the names of its labels. */
  public List<String> labels() {
    return labels;
  }
}
