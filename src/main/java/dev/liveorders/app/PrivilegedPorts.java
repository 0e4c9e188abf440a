package dev.liveorders.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The ports below the first that every user may listen on. That one of them cannot be had does not tell whether it is
 * in use or denied, but for a text in the language of the machine; that none of them can does.
 */
final class PrivilegedPorts {
  /** The first port of every user, ip(7). */
  private static final Path FIRST_OF_ALL = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");

  /** Where the kernel does not say, the one that all Unix systems begin with. */
  private static final int USUAL_FIRST = 1_024;

  private final int first;
  private final IntPredicate canBind;

  /**
   * @param first   the first port that every user may listen on
   * @param canBind tells whether a port can be had now
   */
  PrivilegedPorts(int first, IntPredicate canBind) {
    this.first = first;
    this.canBind = canBind;
  }

  /** Those of this machine. */
  static PrivilegedPorts ofThisMachine(IntPredicate canBind) {
    try {
      return new PrivilegedPorts(Integer.parseInt(Files.readString(FIRST_OF_ALL).strip()), canBind);
    } catch (IOException | NumberFormatException unknown) {
      return new PrivilegedPorts(USUAL_FIRST, canBind);
    }
  }

  /** Tells whether a port that cannot be had is denied to this user, not in use. */
  boolean isDenied(int port) {
    return port < first && IntStream.range(1, first).noneMatch(canBind);
  }
}
