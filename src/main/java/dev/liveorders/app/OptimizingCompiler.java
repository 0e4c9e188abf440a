package dev.liveorders.app;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The second compiler of the JVM, C2. After a start it works for many seconds on what the first one has compiled already.
 * On a machine of one core it would take every second turn, and orders would get the other.
 */
final class OptimizingCompiler {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String NAME = "(C2 CompilerThre";

  /** The place of a thread's niceness behind its name (proc(5), /proc/pid/stat). */
  private static final int NICENESS = 17;

  /** With so much more, it has a tenth of the turns where others are always busy, and all turns where none is (sched(7)). */
  private static final int NICER_BY = 10;

  private static final int NICEST = 19;

  private OptimizingCompiler() {}

  /** Lets every other thread go first, on Linux; elsewhere nothing changes. Logs nothing: it comes before the log. */
  static void yieldToOthers() {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        String stat = stat(thread);
        if (stat.contains(NAME)) {
          String niceness = stat.substring(stat.lastIndexOf(')')).split(" ")[NICENESS];
          renice(thread.getFileName().toString(), Integer.parseInt(niceness) + NICER_BY);
        }
      }
    } catch (IOException | DirectoryIteratorException notHere) {
      // it goes as often as others
    }
  }

  /** Reads the state of a thread; empty for one that has ended. */
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }

  /** Asks the command {@code renice}, as Java has no call for it; does not wait. */
  private static void renice(String thread, int niceness) throws IOException {
    new ProcessBuilder("renice", Integer.toString(Math.min(NICEST, niceness)), "-p", thread)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
