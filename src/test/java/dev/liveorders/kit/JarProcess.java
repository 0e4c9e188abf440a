package dev.liveorders.kit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar as a process of its own, on a free port of this machine and in a folder of its own. Unless a test
 * wants the JVM as it comes, it is one that starts cheaply.
 */
public final class JarProcess {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration EXIT_WITHIN = Duration.ofSeconds(30);

  private final Process process;
  private final int port;
  private final LogLines lines = new LogLines();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread reader;

  private JarProcess(Process process, int port) {
    this.process = process;
    this.port = port;
    this.reader = new Thread(this::readLines, "jar-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** How a process is started. */
  public static final class Builder {
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> prefix = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private Path folder;
    private int port;
    private boolean byScript;
    private boolean asItComes;

    /** Where it runs: its data lies in {@code data/} there. */
    public Builder folder(Path folder) {
      this.folder = folder;
      return this;
    }

    /** The port it listens on; 0 for any that is free. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    public Builder env(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** A command that runs the JVM, such as one that sets a limit. */
    public Builder under(String... command) {
      prefix.addAll(Arrays.asList(command));
      return this;
    }

    /** Options of the JVM. */
    public Builder java(String... options) {
      jvm.addAll(Arrays.asList(options));
      return this;
    }

    /** Starts it by the script beside the jar. */
    public Builder byScript() {
      byScript = true;
      return this;
    }

    /** Starts it by {@code java -jar} alone, and lets it rehearse. */
    public Builder asItComes() {
      asItComes = true;
      return this;
    }

    public Builder args(String... more) {
      arguments.addAll(Arrays.asList(more));
      return this;
    }

    /** Starts it and returns at once. */
    public JarProcess launch() throws IOException {
      int chosen = port == 0 ? FreePort.find() : port;
      List<String> command = new ArrayList<>(prefix);
      Path java = Path.of(System.getProperty("java.home"));
      Path jar = Path.of(System.getProperty("live-orders.jar"));
      if (byScript) {
        command.add(jar.resolveSibling("live-orders").toString());
      } else {
        command.add(java.resolve("bin/java").toString());
        if (!asItComes) {
          command.addAll(CheapJava.options(jar));
          environment.putIfAbsent("LIVE_ORDERS_REHEARSAL_MILLIS", "0");
          environment.putIfAbsent("LIVE_ORDERS_SIMULATION_HISTORY", "false");
        }
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
      }
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().keySet().removeIf(name -> name.startsWith("LIVE_ORDERS_"));
      builder.environment().put("JAVA_HOME", java.toString());
      builder.environment().put("LIVE_ORDERS_HTTP_PORT", Integer.toString(chosen));
      builder.environment().putAll(environment);
      return new JarProcess(builder.start(), chosen);
    }

    /** Runs {@code key add}, and returns the key. */
    public String addKey(String name, String scopes) throws IOException, InterruptedException {
      arguments.clear();
      JarProcess command = args("key", "add", name, "--scope", scopes).launch();
      int exitCode = command.exitCode();
      return command.lines().stream()
          .filter(line -> exitCode == 0 && line.startsWith("lo_"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(command.lines()));
    }

    /** Starts it and waits until it says that it is ready. */
    public JarProcess start() throws IOException, InterruptedException {
      JarProcess started = launch();
      started.awaitReady();
      return started;
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Starts a server by another command than {@link Builder} has, in the environment of this process. */
  public static JarProcess of(ProcessBuilder command, int port) throws IOException {
    return new JarProcess(command.redirectErrorStream(true).start(), port);
  }

  private void readLines() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (saysReady(line)) {
          ready.countDown();
        }
      }
    } catch (IOException killed) {
      // what was said before is in the lines
    }
    ready.countDown();
  }

  private static boolean saysReady(String line) {
    return line.contains("ready after");
  }

  /** Waits until it says that it is ready. */
  public void awaitReady() throws InterruptedException {
    boolean saidSomething = ready.await(READY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    if (!saidSomething || lines().stream().noneMatch(JarProcess::saysReady)) {
      process.destroyForcibly();
      throw new AssertionError("not ready: " + lines());
    }
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said so far, as {@link LogLines} keeps it. */
  public List<String> lines() {
    return lines.soFar();
  }

  /** kill -9, and waits for the end. By its handle: the process itself would close what we read. */
  public void kill() throws InterruptedException {
    end();
    exitCode();
  }

  /** Stops it in its tracks, as a machine does that hangs; the kernel still takes what it is sent. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    if (new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor() != 0) {
      throw new IOException("kill -" + name + " " + pid() + " failed");
    }
  }

  /** kill -9, and does not wait for the end. */
  public void end() {
    process.toHandle().destroyForcibly();
  }

  /** SIGTERM, and waits for the end. */
  public int terminate() throws InterruptedException {
    process.toHandle().destroy();
    return exitCode();
  }

  /** Waits for the end. */
  public int exitCode() throws InterruptedException {
    return exitCode(EXIT_WITHIN);
  }

  /** Waits for the end of what takes longer. */
  public int exitCode(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + within.toSeconds() + " s: " + lines());
    }
    reader.join(EXIT_WITHIN.toMillis());
    return process.exitValue();
  }
}
