package dev.liveorders.cli;

import dev.liveorders.cli.IntakeLoad.Result;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench intake}: how many durable orders a second a server takes. */
@Command(
    name = "intake",
    description = {
      "How many durable orders a second are taken: single POSTs, then batches, then, with --stored, both again into a"
          + " store that already holds so many orders with random ids."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IntakeCommand implements Callable<Integer> {
  private static final int PRELOAD_BATCH = 5_000;
  private static final int PRELOAD_CONNECTIONS = 2;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server to measure; without it, one is started.")
  private URI url;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description = "Default ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "500",
      description = "Orders in a batch. Default ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description =
          "How long to measure each, after a third of it to warm up. Default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--stored",
      paramLabel = "N",
      defaultValue = "0",
      description = "Orders to store before measuring again. Default ${DEFAULT-VALUE}: do not.")
  private long stored;

  @Override
  public Integer call() throws Exception {
    if (url != null) {
      return measure(url);
    }
    try (BenchServer server = BenchServer.start()) {
      return measure(server.url());
    }
  }

  private int measure(URI target) throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%-28s %12s %12s %10s %10s%n", "", "orders/s", "requests/s", "p50 ms", "p99 ms");
      measureBoth(vertx, target, "");
      if (stored > 0) {
        await(vertx, load -> new IntakeLoad(load, target, PRELOAD_CONNECTIONS, PRELOAD_BATCH)
            .runUntil(stored));
        measureBoth(vertx, target, ", " + stored + " stored");
      }
      return 0;
    } finally {
      vertx.close().await();
    }
  }

  private void measureBoth(Vertx vertx, URI target, String suffix) throws Exception {
    print("single POSTs" + suffix, run(vertx, target, 1));
    print("batches of " + batch + suffix, run(vertx, target, batch));
  }

  private Result run(Vertx vertx, URI target, int size) throws Exception {
    Duration time = Duration.ofSeconds(seconds);
    return await(vertx, load -> new IntakeLoad(load, target, connections, size)
        .runFor(time.dividedBy(3), time));
  }

  /** Runs a load on one event loop and waits for it here. */
  private static Result await(Vertx vertx, Function<Vertx, Future<Result>> load) throws Exception {
    CompletableFuture<Result> result = new CompletableFuture<>();
    vertx.runOnContext(start ->
        load.apply(vertx).onSuccess(result::complete).onFailure(result::completeExceptionally));
    return result.get();
  }

  private void print(String name, Result result) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%-28s %12.0f %12.0f %10.1f %10.1f%n",
        name,
        result.ordersPerSecond(),
        result.requestsPerSecond(),
        result.latency().getValueAtPercentile(50) / 1e3,
        result.latency().getValueAtPercentile(99) / 1e3);
    out.flush();
  }
}
