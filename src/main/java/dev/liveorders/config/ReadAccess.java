package dev.liveorders.config;

import java.util.Locale;

/** The readers that totals are shown to, as {@code access.read} names them. */
public enum ReadAccess {
  /** Everybody. */
  OPEN,
  /** Those who show a token, and only what it grants. */
  TOKEN;

  /** Returns the word that the configuration has for it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
