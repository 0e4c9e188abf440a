package dev.liveorders.config;

import dev.liveorders.model.Quoted;
import dev.liveorders.model.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the windows and their time zone. */
final class WindowsCheck {
  private static final String EXAMPLE = "such as Europe/Berlin or UTC; empty for that of the store";

  private static final int STEP_SECONDS = 15 * 60;

  private WindowsCheck() {}

  /** Returns one line for each fault. */
  static List<String> faults(AppConfig.Windows windows) {
    List<String> faults = new ArrayList<>();
    windows.spans().stream()
        .filter(span -> Window.of(span).isEmpty())
        .map(span -> "windows.spans: " + Quoted.of(span) + " is none of " + Window.names())
        .forEach(faults::add);
    windows.timeZone().flatMap(WindowsCheck::fault).ifPresent(faults::add);
    return faults;
  }

  private static Optional<String> fault(String zone) {
    try {
      int offset = ZoneId.of(zone).getRules().getOffset(Instant.now()).getTotalSeconds();
      return offset % STEP_SECONDS == 0
          ? Optional.empty()
          : Optional.of("windows.timeZone: " + Quoted.of(zone)
              + " differs from UTC by no whole quarters of an hour, in which sales are added up");
    } catch (DateTimeException unknown) {
      return Optional.of("windows.timeZone: " + Quoted.of(zone) + " is no time zone, " + EXAMPLE);
    }
  }
}
