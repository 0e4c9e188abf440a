package dev.liveorders.metrics;

import java.util.Locale;

/** The side that ended a connection. */
public enum ClosedBy {
  SERVER,
  CLIENT,
  /** Nobody said so: the connection was lost, or given up since its client did not answer. */
  NOBODY;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
