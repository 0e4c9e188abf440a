package dev.liveorders.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second compiler of the JVM, C2. After a start it works for many seconds on what the first one has compiled already.
 * On a machine of one core it would take every second turn, and orders would get the other.
 */
final class OptimizingCompiler {
  private static final Logger log = LoggerFactory.getLogger(OptimizingCompiler.class);
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final String THREAD_NAME = "C2 CompilerThre"; // the kernel keeps 15 characters

  /** A tenth of the turns of a thread that is always busy; all of them while none is (sched(7)). */
  private static final int NICE = 10;

  private OptimizingCompiler() {}

  /** Lets every other thread go first, where the system is Linux; elsewhere nothing changes. */
  static void yieldToOthers() {
    try {
      List<String> command = new ArrayList<>(List.of("renice", "-n", Integer.toString(NICE), "-p"));
      if (command.addAll(threads())) {
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
      }
    } catch (IOException notHere) {
      log.debug("the optimizing compiler keeps its priority: {}", notHere.toString());
    }
  }

  private static List<String> threads() throws IOException {
    List<String> ids = new ArrayList<>();
    if (Files.isDirectory(THREADS)) {
      try (DirectoryStream<Path> tasks = Files.newDirectoryStream(THREADS)) {
        for (Path task : tasks) {
          if (Files.readString(task.resolve("comm")).startsWith(THREAD_NAME)) {
            ids.add(task.getFileName().toString());
          }
        }
      }
    }
    return ids;
  }
}
