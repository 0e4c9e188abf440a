package dev.liveorders.kit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the machine that is run once, to its end, for what it says. */
public final class Program {
  private static final long WITHIN_SECONDS = 120;

  /**
   * The outcome of a run.
   *
   * @param text all that it wrote, without colours
   */
  public record Said(int exitCode, String text) {}

  private final Path path;

  public Program(Path path) {
    this.path = path;
  }

  /** Runs it with these arguments. */
  public Said run(String... arguments) throws IOException, InterruptedException {
    return runTyping("", arguments);
  }

  /** The same with somebody at the keyboard who types something, and does not leave before it ends. */
  public Said runTyping(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(Arrays.asList(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    ProcessHandle handle = process.toHandle(); // the process itself would close what we read
    handle
        .onExit()
        .completeOnTimeout(handle, WITHIN_SECONDS, TimeUnit.SECONDS)
        .thenAccept(ProcessHandle::destroyForcibly);
    try (OutputStream keyboard = process.getOutputStream()) {
      keyboard.write(input.getBytes(StandardCharsets.US_ASCII));
      keyboard.flush();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text.replaceAll("\u001B\\[[0-9;]*[A-Za-z]", ""));
    }
  }
}
