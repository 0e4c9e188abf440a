package dev.liveorders.model;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Some windows, each once, in the order of {@link Window}. Sets have an order, as they are parts of keys. */
public record WindowSet(List<Window> windows) implements Comparable<WindowSet> {
  /** No windows. */
  public static final WindowSet NONE = new WindowSet(List.of());

  public WindowSet {
    windows = windows.stream().sorted().distinct().toList();
  }

  /** Makes a set of these. */
  public static WindowSet of(Collection<Window> windows) {
    return windows.isEmpty() ? NONE : new WindowSet(List.copyOf(windows));
  }

  /** Makes the set of all that are in this or in another one. */
  public WindowSet and(WindowSet other) {
    return new WindowSet(Stream.concat(windows.stream(), other.windows.stream()).toList());
  }

  public boolean isEmpty() {
    return windows.isEmpty();
  }

  @Override
  public int compareTo(WindowSet other) {
    return Integer.compare(bits(), other.bits());
  }

  private int bits() {
    int bits = 0;
    for (Window window : windows) {
      bits |= 1 << window.ordinal();
    }
    return bits;
  }
}
