package dev.liveorders.model;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The windows that can be asked for: those that the configuration names. */
public final class OfferedWindows {
  /** All there are. */
  public static final OfferedWindows ALL = new OfferedWindows(EnumSet.allOf(Window.class));

  private final Set<Window> offered;

  public OfferedWindows(Set<Window> offered) {
    this.offered = offered;
  }

  /** Lists them, in the order of {@link Window}. */
  public List<Window> list() {
    return offered.stream().sorted().toList();
  }

  /**
   * Finds the window of a name.
   *
   * @throws IllegalArgumentException when it is none, or not offered; the message says which are
   */
  public Window find(String name) {
    return Window.of(name).filter(offered::contains).orElseThrow(() -> unknown(name));
  }

  /**
   * Finds the windows of some names, which may have blanks around them; blank ones are skipped.
   *
   * @throws IllegalArgumentException when one is none, or not offered; the message says which are
   */
  public WindowSet findAll(Collection<String> names) {
    return WindowSet.of(names.stream()
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(this::find)
        .toList());
  }

  private IllegalArgumentException unknown(String name) {
    String names = list().stream().map(Window::wireName).collect(Collectors.joining(", "));
    return new IllegalArgumentException(Quoted.of(name)
        + (names.isEmpty()
            ? " is not offered: windows.spans lists no window"
            : " is none of the windows of windows.spans: " + names));
  }
}
