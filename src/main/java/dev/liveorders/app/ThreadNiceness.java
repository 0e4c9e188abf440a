package dev.liveorders.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The niceness of single threads, which Linux has and others have not. A thread inherits it from the one that starts
 * it. With ten more it has a tenth of the turns where others are always busy, and with fifteen more a thirtieth; where
 * none is, it has all (sched(7)).
 */
final class ThreadNiceness {
  /** A folder for each thread of this process. */
  static final Path THREADS = Path.of("/proc/self/task");

  private static final Path OWN = Path.of("/proc/thread-self");

  /** The place of a thread's niceness behind its name (proc(5), /proc/pid/stat). */
  private static final int PLACE = 17;

  private static final int NICEST = 19;
  private static final long TIMEOUT_MILLIS = 500;

  private ThreadNiceness() {}

  /**
   * Adds to that of the calling thread, and so to that of threads it starts from now on. Waits for half a second at
   * most. Where it cannot be changed, all stays as it is.
   */
  static void addToOwn(int more) throws InterruptedException {
    try {
      Path thread = THREADS.resolve(Files.readSymbolicLink(OWN).getFileName());
      add(thread, more).waitFor(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IOException notHere) {
      // it goes as often as others
    }
  }

  /**
   * Asks the command {@code renice}, as Java has no call for it; does not wait for it.
   *
   * @param thread one of {@link #THREADS}
   * @throws IOException where there is no such thread, or no such command
   */
  static Process add(Path thread, int more) throws IOException {
    return new ProcessBuilder(
            "renice",
            Integer.toString(Math.min(NICEST, of(thread) + more)),
            "-p",
            thread.getFileName().toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /**
   * Returns the niceness of a thread.
   *
   * @param thread one of {@link #THREADS}
   */
  static int of(Path thread) throws IOException {
    String stat = stat(thread);
    if (stat.isEmpty()) {
      throw new NoSuchFileException(thread.toString());
    }
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')')).split(" ")[PLACE]);
  }

  /** Reads the state of a thread, with its name in parentheses; empty for one that has ended. */
  static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }
}
