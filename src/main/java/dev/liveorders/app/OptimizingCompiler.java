package dev.liveorders.app;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The second compiler of the JVM, C2. After a start it works for many seconds on what the first one has compiled
 * already. On a machine of one core it would take every second turn, and orders would get the other.
 */
final class OptimizingCompiler {
  private static final String NAME = "(C2 CompilerThre";

  /** With so much more, it has a thirtieth of the turns where others are always busy (sched(7)). */
  private static final int NICER_BY = 15;

  private OptimizingCompiler() {}

  /** Lets every other thread go first, on Linux; elsewhere nothing changes. Logs nothing: it comes before the log. */
  static void yieldToOthers() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(ThreadNiceness.THREADS)) {
      for (Path thread : threads) {
        if (ThreadNiceness.stat(thread).contains(NAME)) {
          ThreadNiceness.add(thread, NICER_BY);
        }
      }
    } catch (IOException | DirectoryIteratorException notHere) {
      // it goes as often as others
    }
  }
}
