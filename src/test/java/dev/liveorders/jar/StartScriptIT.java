package dev.liveorders.jar;

import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.JarProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start script, its archive, and a start that rehearses. */
@EnabledOnOs(OS.LINUX)
class StartScriptIT {
  private static final Path JAR = Path.of(System.getProperty("live-orders.jar"));

  @TempDir
  Path folder;

  /** The archive is that of the build; the second compiler goes last, and what a rehearsal made nicer is gone. */
  @Test
  void itStartsByTheArchiveAndItsEventLoopsGoFirst() throws Exception {
    JarProcess server = JarProcess.builder()
        .folder(folder)
        .byScript()
        .env("LIVE_ORDERS_REHEARSAL_MILLIS", "100")
        .env("LIVE_ORDERS_SIMULATION_HISTORY", "false")
        .env("LIVE_ORDERS_JAVA_OPTIONS", "-Xlog:class+load")
        .start();
    try {
      assertThat(server.lines())
          .anyMatch(line -> line.matches(
              ".*dev\\.liveorders\\.live\\.fanout\\.Hub source: shared objects file.*"))
          .noneMatch(line -> line.contains("LIVE_ORDERS_JAVA_OPTIONS"))
          .noneMatch(line -> line.contains("make-archive"))
          .noneMatch(line -> line.contains("nothing was rehearsed"));
      List<Integer> eventLoops = niceness(server.pid(), "vert.x-eventloo");
      assertThat(eventLoops).hasSize(1);
      int last = Math.min(19, eventLoops.get(0) + 15);
      until("the compiler goes last", () -> niceness(server.pid(), "C2 ").equals(List.of(last)));
      assertThat(niceness(server.pid(), "C1 ")).isEqualTo(eventLoops);
      until("the rehearsal's threads have ended", () -> niceness(server.pid(), "").stream()
          .allMatch(List.of(eventLoops.get(0), last)::contains));
      assertThat(asksForHugePages(server.pid())).isEqualTo(machineHasHugePages());
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void anArchiveOfAnotherJarIsSaidAndNotUsed() throws Exception {
    Path script = copy();
    String name = Runtime.version().feature() >= 25 ? "live-orders.aot" : "live-orders.jsa";
    Path archive = Files.writeString(folder.resolve(name), "of another jar");
    Files.writeString(folder.resolve(name + ".for"), "somewhere else");

    List<String> lines = run(script, "--version");

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .contains(archive.toString(), "made for another", script + " make-archive");
    assertThat(lines.get(1)).startsWith("live-orders ");
  }

  @Test
  void withoutAnArchiveItStartsAllTheSame() throws Exception {
    assertThat(run(copy(), "--version")).singleElement().asString().startsWith("live-orders ");
  }

  @Test
  void aStopInTheMiddleOfTheStartIsAStopAsAskedAndLeavesNothingButTheStore() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    JarProcess server = JarProcess.builder()
        .folder(folder)
        .java("-Djava.io.tmpdir=" + temporary)
        .env("LIVE_ORDERS_REHEARSAL_MILLIS", "60000")
        .env("LIVE_ORDERS_REHEARSAL_REQUESTS", "1000000")
        .launch();
    Path store = folder.resolve("data/live-orders.db");
    until("a rehearsal", () -> !entries(temporary, "live-orders-rehearsal-").isEmpty());
    until("the store", () -> Files.exists(store));
    int first = niceness(server.pid(), "C1 ").get(0);
    until(
        "the rehearsal's threads wait for the compiler",
        () -> niceness(server.pid(), "live-orders-reh").contains(Math.min(19, first + 10))
            && niceness(server.pid(), "vert.x-eventloo").contains(Math.min(19, first + 10)));
    assertThat(server.terminate()).isZero();
    assertThat(entries(temporary, "")).isEmpty();
    assertThat(store).exists();
    JarProcess after = JarProcess.builder().folder(folder).start();
    assertThat(after.terminate()).isZero();
  }

  /** The script and the jar in another place. */
  private Path copy() throws IOException {
    Files.createSymbolicLink(folder.resolve("live-orders.jar"), JAR);
    Path script = Files.copy(JAR.resolveSibling("live-orders"), folder.resolve("live-orders"));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private static List<String> run(Path script, String argument) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), argument).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("LIVE_ORDERS_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(lines.toString()).isZero();
    return lines;
  }

  private static List<Path> entries(Path folder, String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .toList();
    }
  }

  private static boolean asksForHugePages(long pid) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
        .contains("-XX:+UseTransparentHugePages");
  }

  private static boolean machineHasHugePages() throws IOException {
    Path offer = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    return Files.exists(offer)
        && Files.readString(offer).matches("(?s).*\\[(always|madvise)].*")
        && Files.readString(offer.resolveSibling("hpage_pmd_size")).strip().equals("2097152");
  }

  /** The niceness of the threads of a process whose names begin so (proc(5), /proc/pid/stat). */
  private static List<Integer> niceness(long pid, String name) throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      return tasks
          .map(task -> read(task.resolve("stat")))
          .filter(stat -> stat.substring(stat.indexOf('(') + 1).startsWith(name))
          .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16])
          .map(Integer::valueOf)
          .distinct()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException threadHasEnded) {
      return "()" + " 0".repeat(20);
    }
  }
}
