package dev.liveorders.app;

import dev.liveorders.app.cluster.ClusterNode;
import dev.liveorders.bench.TrainingRun;
import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.config.TransportChoice;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code train}: does a little of all that a node does, in a cluster that is its own, and ends. The start script runs
 * it with {@code -XX:ArchiveClassesAtExit}, for an archive of classes (application class-data sharing).
 *
 * <p>With {@code --cache} it starts a server in a process of its own, puts it under load, and stops it. The JVM of
 * that one leaves a cache of classes and of what is done most (JEP 514 and 515). It starts by the options given, and
 * the server must start by the same ones later.
 */
@Command(name = "train", description = "Exercises a server briefly, and ends.", hidden = true)
final class TrainCommand implements Callable<Integer> {
  private static final int ROUNDS = 20;
  private static final Duration BOARD_TIMEOUT = Duration.ofSeconds(10);

  @Option(names = "--cache", paramLabel = "FILE", description = "The cache that is made.")
  private Path cache;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds of load for the cache. Default ${DEFAULT-VALUE}.")
  private double seconds;

  @Parameters(paramLabel = "OPTION", description = "Options of the JVM that makes the cache.")
  private List<String> options = List.of();

  @Override
  public Integer call() throws Exception {
    if (cache == null) {
      trainThisProcess();
    } else {
      trainAnother();
    }
    return 0;
  }

  private void trainAnother() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:AOTCacheOutput=" + cache.toAbsolutePath());
    command.addAll(List.of("-jar", System.getProperty("java.class.path")));
    TrainingRun.run(command, seconds);
    if (!Files.exists(cache)) {
      throw new IllegalStateException("the JVM left no cache in " + cache.toAbsolutePath());
    }
  }

  private static void trainThisProcess() throws Exception {
    Path folder = Files.createTempDirectory("live-orders-train");
    JsonObject config = config(folder);
    Vertx vertx = join(config);
    try {
      MainVerticle main = new MainVerticle(new Invocation(Optional.empty()));
      String deployment =
          await(vertx.deployVerticle(main, new DeploymentOptions().setConfig(config)));
      await(new Bus(vertx).request(BoardRequest.ENDPOINT, BoardRequest.EVERYTHING, BOARD_TIMEOUT));
      use(URI.create("http://127.0.0.1:" + main.port()));
      await(join(config).close()); // the two get to know each other first
      await(vertx.undeploy(deployment));
    } finally {
      await(vertx.close());
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static Vertx join(JsonObject config) throws Exception {
    return ClusterNode.join(
            Vertx.builder()
                .with(NodeOptions.vertx())
                .withTransport(Transports.named(TransportChoice.AUTO)),
            NodeOptions.vertx(),
            ConfigReader.fromJson(config.getMap()).cluster())
        .vertx();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static JsonObject config(Path folder) {
    return new JsonObject()
        .put("http", new JsonObject().put("port", 0).put("instances", 1))
        .put(
            "simulation",
            new JsonObject().put("history", false)) // a past of 30 days teaches nothing
        .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("train.db")))
        .put("cluster", new JsonObject().put("name", "train-" + UUID.randomUUID()));
  }

  private static void use(URI server) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder order = HttpRequest.newBuilder(server.resolve("/orders/A1"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"amount\":1}"));
    for (int i = 0; i < ROUNDS; i++) {
      client.send(order.build(), BodyHandlers.discarding());
      for (String path :
          List.of("/", "/orders/electronics", "/electronics", "/health/ready", "/metrics")) {
        client.send(
            HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.discarding());
      }
    }
  }
}
