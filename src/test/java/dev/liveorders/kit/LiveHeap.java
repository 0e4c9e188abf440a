package dev.liveorders.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The objects that a JVM of this machine still needs. */
public final class LiveHeap {
  private LiveHeap() {}

  /** Has a process collect all it can, and returns the bytes that are left. */
  public static long bytesOf(JarProcess process) throws IOException, InterruptedException {
    Process histogram = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(process.pid()),
            "GC.class_histogram")
        .redirectErrorStream(true)
        .start();
    String said =
        new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (histogram.waitFor() != 0) {
      throw new IOException(said);
    }
    String total = said.substring(said.lastIndexOf('\n') + 1); // Total  123456  7890123
    return Long.parseLong(total.strip().split("\\s+")[2]);
  }
}
