package dev.liveorders.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A shell in a folder that has what people have who were given the jar: that, {@code conf/}, and a Java. */
public final class Shell {
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();

  /** Puts all of that into an empty folder. */
  public Shell(Path folder) throws IOException {
    this.folder = folder;
    Files.createSymbolicLink(
        folder.resolve("live-orders.jar"), Path.of(System.getProperty("live-orders.jar")));
    Path conf = Files.createDirectory(folder.resolve("conf"));
    for (String name : List.of("production.json", "catalogue.json")) {
      Files.copy(Path.of("conf", name), conf.resolve(name));
    }
    CheapJava.writeProgram(Files.createDirectory(folder.resolve("bin")));
  }

  /** A run of commands. */
  public record Ran(int code, String said) {}

  /** Sets a variable for what is run from now on. */
  public Shell set(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Runs commands up to the first that fails. */
  public Ran run(String commands) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-e", "-c", commands)
        .directory(folder.toFile())
        .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LIVE_ORDERS_"));
    builder.environment().putAll(variables);
    builder
        .environment()
        .merge("PATH", folder.resolve("bin").toString(), (path, java) -> java + ":" + path);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), said);
  }

  /** Runs commands none of which may fail, and returns what they said. */
  public String ran(String commands) throws IOException, InterruptedException {
    Ran ran = run(commands);
    assertThat(ran.code()).as("%s%n%s", commands, ran.said()).isZero();
    return ran.said();
  }

  /** Skips the test where the machine has no such program. */
  public void assumeInstalled(String program) throws IOException, InterruptedException {
    assumeTrue(run("command -v " + program).code() == 0, program + " is not installed");
  }
}
