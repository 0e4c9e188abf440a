package dev.liveorders.app.rehearsal;

import java.lang.management.ManagementFactory;

/**
 * The requests after which a node takes most of what is due in its first second: measured by {@code bench cold}. On a
 * single core what the compilers still have to do is taken from who serves, and with profiles they have little left to
 * do; on more they work beside, and more requests make a start hardly longer.
 */
final class EnoughRequests {
  private static final String PROFILES = "-XX:AOTCache=";

  private EnoughRequests() {}

  /** Returns those that this process needs on this machine. */
  static int ofThisJvm() {
    boolean given = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .anyMatch(option -> option.startsWith(PROFILES));
    return of(given && isArchiveUsed(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * A JVM drops its archive, and does not say so, where an option or an agent does not go with it; {@code java -version}
   * says "sharing" as long as it has one.
   */
  private static boolean isArchiveUsed() {
    return System.getProperty("java.vm.info", "").contains("sharing");
  }

  /**
   * Returns those that are needed.
   *
   * @param profiled whether the JVM knows what was compiled under load, and compiles that at once
   */
  static int of(boolean profiled, int cores) {
    if (profiled) {
      return cores == 1 ? 100 : 400;
    }
    return cores == 1 ? 1_000 : 700;
  }
}
