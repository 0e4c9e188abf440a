package dev.liveorders.kit;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' checker of metrics and rules. */
public final class Promtool {
  private static final long SECONDS = 60;

  private final Path program;

  private Promtool(Path program) {
    this.program = program;
  }

  /** The machine's own, or Debian's; without either the test is skipped, and says so. */
  public static Promtool find() {
    try {
      return new Promtool(DebianPackage.program("prometheus", "promtool"));
    } catch (IllegalStateException none) {
      System.err.println("SKIPPED: promtool checks nothing here: " + none.getMessage());
      return abort(none.getMessage());
    }
  }

  /** Runs {@code promtool check}, and returns all that it says, without what went well. */
  public List<String> complaints(String what, Path input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "check", what));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Path said = Files.createTempFile("promtool", ".txt");
    try {
      Process process = builder.redirectOutput(said.toFile()).start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " has not ended within " + SECONDS + " s");
      }
      List<String> lines = new ArrayList<>(Files.readAllLines(said, StandardCharsets.UTF_8));
      lines.removeIf(line -> process.exitValue() == 0
          && (line.isBlank() || line.startsWith("Checking ") || line.contains("SUCCESS:")));
      return lines;
    } finally {
      Files.delete(said);
    }
  }
}
