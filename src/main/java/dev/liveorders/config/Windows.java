package dev.liveorders.config;

import dev.liveorders.model.Quoted;
import dev.liveorders.model.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The spans of time that sales are shown for.
 *
 * @param timeZone that days are counted in; empty for that of the store
 */
public record Windows(List<String> spans, Optional<String> timeZone) {
  private static final String EXAMPLE = "such as Europe/Berlin or UTC; empty for that of the store";
  private static final int STEP_SECONDS = 15 * 60;

  public Windows {
    spans = List.copyOf(spans);
  }

  /** Returns the windows that can be asked for, in the order of their lengths. */
  public Set<Window> windows() {
    return spans.stream()
        .map(span -> Window.of(span).orElseThrow())
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Window.class)));
  }

  /** Returns the zone that days are counted in; empty for that of the store. */
  public Optional<ZoneId> zone() {
    return timeZone.map(ZoneId::of);
  }

  /** Returns one line for each fault. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    spans.stream()
        .filter(span -> Window.of(span).isEmpty())
        .map(span -> "windows.spans: " + Quoted.of(span) + " is none of " + Window.names())
        .forEach(faults::add);
    timeZone.flatMap(Windows::fault).ifPresent(faults::add);
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
