package dev.liveorders.config;

import dev.liveorders.model.Quoted;
import dev.liveorders.model.Window;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Checks the windows and their time zone. */
final class WindowsCheck {
  private static final String EXAMPLE = "such as Europe/Berlin or UTC; empty for that of the store";

  private WindowsCheck() {}

  /** Returns one line for each fault. */
  static List<String> faults(AppConfig.Windows windows) {
    List<String> faults = new ArrayList<>();
    windows.spans().stream()
        .filter(span -> Window.of(span).isEmpty())
        .map(span -> "windows.spans: " + Quoted.of(span) + " is none of " + Window.names())
        .forEach(faults::add);
    windows
        .timeZone()
        .filter(zone -> !isZone(zone))
        .map(zone -> "windows.timeZone: " + Quoted.of(zone) + " is no time zone, " + EXAMPLE)
        .ifPresent(faults::add);
    return faults;
  }

  private static boolean isZone(String name) {
    try {
      ZoneId.of(name);
      return true;
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
