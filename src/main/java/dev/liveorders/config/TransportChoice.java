package dev.liveorders.config;

import java.util.Locale;

/** The ways in which event loops may wait, as {@code http.transport} names them. */
public enum TransportChoice {
  /** Epoll where it loads, and else NIO. */
  AUTO,
  EPOLL,
  IO_URING,
  NIO;

  /** Returns the word that the configuration has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
