package dev.liveorders.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server to be measured: a process of its own, from this very jar, on a free port and a new SQLite file. */
final class BenchServer implements AutoCloseable {
  static final Duration READY_TIMEOUT = Duration.ofSeconds(90);
  private static final long POLL_MILLIS = 10;
  private static final String STORE = "bench.db";

  private final ProcessBuilder builder;
  private final long startedAt;
  private volatile Process process;
  private boolean ending;
  private final Path folder;
  private final URI url;
  private final ServerTrust trust;

  private BenchServer(ProcessBuilder builder, Path folder, URI url, ServerTrust trust)
      throws IOException {
    this.builder = builder;
    this.startedAt = System.nanoTime();
    this.folder = folder;
    this.url = url;
    this.trust = trust;
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, "live-orders-bench-server"));
    begin();
  }

  private synchronized void begin() throws IOException {
    if (ending) {
      throw new BenchException("bench was stopped");
    }
    process = builder.start();
  }

  /** Closes it with this process, which may be stopped by a signal. */
  private void end() {
    synchronized (this) {
      ending = true;
    }
    try {
      if (process != null) {
        close();
      }
    } catch (IOException | UncheckedIOException left) {
      // the process ends, and the folder is a temporary one
    }
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @throws BenchException when it is not ready in time
   */
  static BenchServer start(ServerLaunch launch, Duration timeout)
      throws IOException, InterruptedException {
    BenchServer server = launch(launch);
    server.awaitReady(timeout);
    return server;
  }

  /** Starts a server and does not wait for it. */
  static BenchServer launch(ServerLaunch launch) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("live-orders-bench");
    int port = ServerPort.find();
    List<String> command = new ArrayList<>();
    if (launch.cpus() != null) {
      command.addAll(List.of("taskset", "-c", launch.cpus()));
    }
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    ServerEnvironment.clear(environment);
    environment.putAll(launch.javaOptions());
    if (launch.catalogue() != null) {
      Path file = Files.writeString(folder.resolve("catalogue.json"), launch.catalogue());
      environment.put("LIVE_ORDERS_CATALOGUE_FILE", file.toString());
    }
    environment.put("LIVE_ORDERS_HTTP_HOST", "127.0.0.1");
    environment.put("LIVE_ORDERS_HTTP_PORT", Integer.toString(port));
    environment.put("LIVE_ORDERS_STORE_URL", "sqlite:" + folder.resolve(STORE));
    environment.put("LIVE_ORDERS_SIMULATION_ENABLED", "false");
    String scheme = "http";
    ServerTrust trust = ServerTrust.OF_AUTHORITIES;
    if (launch.tls().isPresent()) {
      OwnCertificate own = OwnCertificate.create(folder, launch.tls().get());
      environment.putAll(own.environment());
      scheme = "https";
      trust = ServerTrust.in(own.certificate());
    }
    environment.putAll(launch.environment());
    builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("server.log").toFile());
    return new BenchServer(builder, folder, URI.create(scheme + "://127.0.0.1:" + port), trust);
  }

  /** Waits until it is ready. */
  void awaitReady() throws IOException, InterruptedException {
    awaitReady(READY_TIMEOUT);
  }

  /** Waits until it is ready, at most for a time. */
  void awaitReady(Duration timeout) throws IOException, InterruptedException {
    HttpClient client = target().client();
    HttpRequest ready = HttpRequest.newBuilder(url.resolve("/health/ready")).build();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (client.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException notListeningYet) {
        if (!process.isAlive()) {
          break;
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    String log = log();
    String failure = process.isAlive()
        ? "was not ready within " + timeout.toSeconds() + " s"
        : "ended with code " + process.exitValue() + " before it was ready";
    close();
    throw new BenchException("the server " + failure + "; it said:\n" + log);
  }

  /** Returns the time at which its first process was started, by {@link System#nanoTime()}. */
  long startedAt() {
    return startedAt;
  }

  Target target() {
    return new Target(url, process.pid(), Optional.empty(), trust, false);
  }

  /**
   * Stops it, and waits for its end.
   *
   * @throws BenchException when it does not end well in time
   */
  void stop(Duration timeout) throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
      throw new BenchException(
          "the server did not end well within " + timeout.toSeconds() + " s; it said:\n" + log());
    }
  }

  /**
   * Stops it and starts it again on its port and store, and waits until it is ready.
   *
   * @throws BenchException when it does not end well in time
   */
  void restart(Duration timeout) throws IOException, InterruptedException {
    stop(timeout);
    start();
  }

  /** Starts it again on its port and store, and waits until it is ready. */
  void start() throws IOException, InterruptedException {
    begin();
    awaitReady();
  }

  /** Configures it, from its next start on; by the name of the environment. */
  void configure(String name, String value) {
    builder.environment().put(name, value);
  }

  /**
   * Waits until it says something, and returns that.
   *
   * @throws BenchException when it does not in time
   */
  MatchResult awaitSaid(Pattern words, Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      Matcher said = words.matcher(log());
      if (said.find()) {
        return said.toMatchResult();
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    throw new BenchException("the server did not say \"" + words + "\" within "
        + timeout.toSeconds() + " s; it said:\n" + log());
  }

  /** Returns the size of its store with what belongs to that, in bytes. */
  long storeBytes() throws IOException {
    long bytes = 0;
    for (String end : List.of("", "-wal")) {
      Path file = folder.resolve(STORE + end);
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return bytes;
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("server.log"));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(15, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    if (Files.notExists(folder)) {
      return; // closed already, as it was not ready in time
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
