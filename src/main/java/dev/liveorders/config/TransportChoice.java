package dev.liveorders.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways in which event loops may wait, as {@code http.transport} names them. */
public enum TransportChoice {
  /** Epoll where it loads, and else NIO. */
  AUTO,
  EPOLL,
  IO_URING,
  NIO;

  /** Finds the choice of a word. */
  static Optional<TransportChoice> of(Object word) {
    return Arrays.stream(values())
        .filter(choice -> choice.toString().equals(word))
        .findAny();
  }

  /** Returns the word that the configuration has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
