package dev.liveorders.app;

import dev.liveorders.log.Logging;
import dev.liveorders.netty.DirectMemory;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process with a line and exit code 3 when its heap is full. A process that lives on would have lost whichever
 * threads asked last, and would answer nobody; started again, it loses nothing that was acknowledged.
 *
 * <p>The start script asks the JVM for the same ({@code -XX:+ExitOnOutOfMemoryError}), which a manifest cannot. Here
 * the error is found where it ends up: in a thread that dies of it, in a log line, at the end of a command. Where
 * neither happens, a thread that looks at the heap finds that hardly anything is free after several collections in a
 * row. Netty's own error of direct memory is no such error: it is handled where it is thrown, and passes.
 */
final class OutOfMemory {
  private static final Logger log = LoggerFactory.getLogger(OutOfMemory.class);

  private static final byte[] MESSAGE =
      ("out of memory: this process ends with exit code 3, as it could only go on in part; nothing that was acknowledged is"
              + " lost; give the JVM a larger heap (-Xmx)\n")
          .getBytes(StandardCharsets.UTF_8);

  private static final int MAX_CAUSES = 20;
  private static final long LOOK_MILLIS = 500;

  /** A heap with less free than this part of it, whenever it was collected, does nothing but collect. */
  private static final double FULL = 0.985;

  /** Times in a row, each after another collection. */
  private static final int TIMES_FULL = 6;

  /** Made before it is needed, as nothing can be made then. */
  private static final FileOutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);

  private OutOfMemory() {}

  /** Ends the process from now on when its heap is full. To be called once logging has started. */
  static void listen() {
    exitOn(new IllegalStateException()); // so that all it needs is loaded
    Logging.onFailure((logger, failure) -> {
      exitOn(failure);
      return AcceptFailures.isHandled(logger, failure);
    });
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
      exitOn(failure);
      log.error("the thread {} died", thread.getName(), failure);
    });
    Thread look = new Thread(OutOfMemory::lookAtHeap, "live-orders-heap");
    look.setDaemon(true);
    look.start();
  }

  /** Ends the process if a failure comes of a full heap. */
  static void exitOn(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError && !DirectMemory.isShort(cause)) {
        exit();
      }
    }
  }

  /** Says so and ends. Several threads may find it at once: the others wait for the end, and say nothing. */
  private static synchronized void exit() {
    try {
      STANDARD_ERROR.write(MESSAGE);
    } catch (IOException unread) {
      // the exit code says it as well
    }
    Runtime.getRuntime().halt(Main.OUT_OF_MEMORY);
  }

  private static void lookAtHeap() {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .toList();
    long collections = 0;
    int full = 0;
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        long now = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(collector -> collector.getCollectionCount())
            .sum();
        full = isFull(pools) && now > collections ? full + 1 : 0;
        collections = now;
        if (full >= TIMES_FULL) {
          exit();
        }
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    } catch (OutOfMemoryError error) {
      exit();
    }
  }

  /** Tells whether hardly anything was free after the last collections. */
  private static boolean isFull(List<MemoryPoolMXBean> pools) {
    long used = 0;
    for (MemoryPoolMXBean pool : pools) {
      MemoryUsage after = pool.getCollectionUsage();
      used += after == null ? 0 : after.getUsed();
    }
    return used > FULL * Runtime.getRuntime().maxMemory();
  }
}
