package dev.liveorders.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** CPU time and memory of the server's process. Unknown values are {@code NaN}. */
final class ServerProbe {
  private static final double MICROS = 1e3;

  private final long pid;

  /**
   * @param pid 0 when it is not known
   */
  ServerProbe(long pid) {
    this.pid = pid;
  }

  /** CPU time it has used so far, in microseconds. */
  double cpuMicros() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(Duration::toNanos)
        .map(nanos -> nanos / MICROS)
        .orElse(Double.NaN);
  }

  /** Resident memory in KiB. */
  double residentKib() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException notOnThisMachine) {
      return Double.NaN;
    }
  }

  /** Measures the live heap in KiB after a full collection: the sum of a class histogram. */
  double liveHeapKib() throws InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (pid == 0 || !Files.isExecutable(jcmd)) {
      return Double.NaN;
    }
    try {
      Process process = new ProcessBuilder(
              jcmd.toString(), Long.toString(pid), "GC.class_histogram")
          .redirectErrorStream(true)
          .start();
      String histogram =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? total(histogram) : Double.NaN;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line: {@code Total  123456  7890123}, instances and bytes. */
  private static double total(String histogram) {
    return histogram
        .lines()
        .filter(line -> line.startsWith("Total"))
        .mapToDouble(line -> Double.parseDouble(line.strip().split("\\s+")[2]) / 1_024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
