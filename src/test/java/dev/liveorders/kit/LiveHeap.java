package dev.liveorders.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The objects that a JVM of this machine still needs. */
public final class LiveHeap {
  private LiveHeap() {}

  /** Has a process collect all it can, and returns the bytes that are left. */
  public static long bytesOf(JarProcess process) throws IOException, InterruptedException {
    List<String> histogram = histogram(process.pid());
    return bytes(histogram.get(histogram.size() - 1)); // Total  123456  7890123
  }

  /** The same of this JVM, without arrays of int, by which collectors fill gaps between objects. */
  public static long bytesHere() throws IOException, InterruptedException {
    return histogram(ProcessHandle.current().pid()).stream()
        .filter(line -> line.strip().matches("\\d+: .*") && !line.contains(" [I"))
        .mapToLong(LiveHeap::bytes)
        .sum();
  }

  private static long bytes(String line) {
    return Long.parseLong(line.strip().split("\\s+")[2]);
  }

  private static List<String> histogram(long pid) throws IOException, InterruptedException {
    Process histogram = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(pid),
            "GC.class_histogram")
        .redirectErrorStream(true)
        .start();
    String said =
        new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (histogram.waitFor() != 0) {
      throw new IOException(said);
    }
    return said.lines().toList();
  }
}
