package dev.liveorders.http.picture;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The looks of a badge. */
public enum BadgeStyle {
  /** A label on grey and a number on green, in a box of its own, the same on light and dark pages. */
  FLAT,
  /** Text alone, dark on light pages and light on dark ones. */
  PLAIN;

  /** Finds the style of a name; empty when there is none. */
  public static Optional<BadgeStyle> of(String name) {
    return Arrays.stream(values())
        .filter(style -> style.wireName().equals(name))
        .findFirst();
  }

  /** Returns its name in an address. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
