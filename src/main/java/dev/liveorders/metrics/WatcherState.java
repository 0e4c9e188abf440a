package dev.liveorders.metrics;

import java.util.Locale;

/** The states of a watcher, one at a time. */
public enum WatcherState {
  /** It takes what it is sent. */
  LIVE,
  /** Its socket is full. */
  STALLED,
  /** Its closing handshake is under way. */
  CLOSING;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
