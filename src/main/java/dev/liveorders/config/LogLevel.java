package dev.liveorders.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The least level of what is logged, as {@code log.level} and {@code log.levels} name it. */
public enum LogLevel {
  /** Nothing. */
  OFF,
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  static Optional<LogLevel> of(Object word) {
    return Arrays.stream(values())
        .filter(level -> level.toString().equals(word))
        .findAny();
  }

  /** Returns their words, as messages list them. */
  static String words() {
    return Arrays.stream(values()).map(LogLevel::toString).collect(Collectors.joining(", "));
  }

  /** Returns the word that the configuration has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
