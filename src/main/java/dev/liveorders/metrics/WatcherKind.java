package dev.liveorders.metrics;

/** The kinds of watchers that are told apart: by what carries their totals, and in which format. */
public enum WatcherKind {
  PLAIN("websocket", "plain"),
  V1("websocket", "v1"),
  EVENT_STREAM("event-stream", "events");

  private final String transport;
  private final String format;

  WatcherKind(String transport, String format) {
    this.transport = transport;
    this.format = format;
  }

  String transport() {
    return transport;
  }

  String format() {
    return format;
  }
}
