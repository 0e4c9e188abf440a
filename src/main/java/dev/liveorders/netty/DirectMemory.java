package dev.liveorders.netty;

import io.netty.util.internal.OutOfDirectMemoryError;
import io.netty.util.internal.PlatformDependent;

/**
 * The memory outside the heap in which Netty keeps what it sends and receives.
 *
 * <p>Reason: the JDK, asked for direct memory that is short, collects garbage and sleeps on the caller's thread, up to
 * half a second for each buffer. Netty can count for itself and fail at once, if it may use a constructor of the JDK.
 * It is allowed to by {@code Add-Opens: java.base/java.nio} in the jar, and asked to by a system property. If either
 * goes, event loops sleep when direct memory is short. {@code PlatformDependent} is internal to Netty: if it goes, the
 * limit is the JDK's, which is that of the heap unless it is set.
 */
public final class DirectMemory {
  private DirectMemory() {}

  /** Has Netty count for itself. To be called before any class of Netty's is loaded. */
  public static void failAtOnce() {
    System.setProperty("io.netty.tryReflectionSetAccessible", "true");
  }

  /**
   * Leaves out what Netty tells the JDK's Flight Recorder of each buffer, unless {@code -Dio.netty.jfr.enabled=true}
   * asks for it: the recorder would be made ready at each start, which takes a tenth of it. To be called before any
   * class of Netty's is loaded.
   */
  public static void leaveOutEvents() {
    System.getProperties().putIfAbsent("io.netty.jfr.enabled", "false");
  }

  /** Returns the most that Netty takes, in bytes. */
  public static long max() {
    return PlatformDependent.maxDirectMemory();
  }

  /** Tells whether Netty counts for itself: only then who asks for memory that is not there never waits. */
  public static boolean failsAtOnce() {
    return PlatformDependent.useDirectBufferNoCleaner();
  }

  /** Tells whether an error says that direct memory is short, which passes, not that the heap is full. */
  public static boolean isShort(Throwable error) {
    return error instanceof OutOfDirectMemoryError;
  }

  /** Returns the bytes that Netty has now. */
  public static long used() {
    return PlatformDependent.usedDirectMemory();
  }
}
