package dev.liveorders.config;

import java.util.Locale;

/** The forms of a log line, as {@code log.format} names them. */
public enum LogFormat {
  /** For people: time, level, logger, message. */
  TEXT,
  /** For programs: one JSON object, with the field names of the Elastic Common Schema. */
  JSON;

  /** Returns the word that the configuration has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
