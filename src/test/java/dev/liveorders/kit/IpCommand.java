package dev.liveorders.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program {@code ip}, by which Linux is told of interfaces, routes and namespaces. */
record IpCommand(Path program) {
  private static final long SECONDS = 60;

  /** The machine's own, or Debian's. */
  static IpCommand find() {
    return new IpCommand(DebianPackage.program("iproute2", "ip"));
  }

  /** Runs it; {@code arguments} are separated by spaces. Fails with what it says when it fails. */
  void run(String arguments) throws IOException {
    run(arguments, "");
  }

  void run(String arguments, String input) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said.strip());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public String toString() {
    return program.toString();
  }
}
