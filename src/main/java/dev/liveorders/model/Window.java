package dev.liveorders.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A span of time that ends now, and moves by whole steps: the step under way and those before it, so that it never
 * counts what is older than its name says.
 */
public enum Window {
  LAST_HOUR("1h", Resolution.MINUTE, 60, 0),
  LAST_24_HOURS("24h", Resolution.QUARTER_HOUR, 96, 0),
  LAST_7_DAYS("7d", Resolution.HOUR, 7 * 24, 0),
  LAST_30_DAYS("30d", Resolution.DAY, 30, 0),
  TODAY("today", Resolution.DAY, 1, 0),
  YESTERDAY("yesterday", Resolution.DAY, 1, 1);

  private final String wireName;
  private final Resolution resolution;
  private final int steps;
  private final int behind;

  Window(String wireName, Resolution resolution, int steps, int behind) {
    this.wireName = wireName;
    this.resolution = resolution;
    this.steps = steps;
    this.behind = behind;
  }

  /** Finds the window of a name in messages; empty when there is none. */
  public static Optional<Window> of(String wireName) {
    return Arrays.stream(values())
        .filter(window -> window.wireName.equals(wireName))
        .findFirst();
  }

  /** Lists the names of all windows, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(Window::wireName).collect(Collectors.joining(", "));
  }

  /** Returns its name in messages: {@code 24h}. */
  public String wireName() {
    return wireName;
  }

  /** Returns the steps by which it moves. */
  public Resolution resolution() {
    return resolution;
  }

  /** Counts its steps. */
  public int steps() {
    return steps;
  }

  /** Returns its first step, when {@code now} is the step under way. */
  public int first(int now) {
    return now - behind - steps + 1;
  }

  /** Returns its last step, when {@code now} is the step under way. */
  public int last(int now) {
    return now - behind;
  }
}
