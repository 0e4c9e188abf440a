package dev.liveorders.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench keep}: what {@code orders.keepDays} makes of a store with orders of many days. */
@Command(
    name = "keep",
    description = {
      "Stores orders of many days with random ids, stops the server, and starts it again with orders.keepDays: the size of"
          + " the store before and after, what the pass takes while orders come and watchers look on, and whether"
          + " repeats of folded orders are known."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class KeepCommand extends Scenario {
  private static final String KEEP_DAYS = "LIVE_ORDERS_ORDERS_KEEP_DAYS";
  private static final Pattern FOLDED = Pattern.compile("folded (\\d+) orders older than");
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PASS_TIMEOUT = Duration.ofHours(6);
  private static final int BATCH = 5_000;
  private static final int CONNECTIONS = 2;
  private static final int OF_THE_FLOW = 16;
  private static final double MEGA = 1e6;
  private static final double SECOND = 1e9;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--stored",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Orders to store. Default ${DEFAULT-VALUE}.")
  private long stored;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "400",
      description = "The days over which they were placed, evenly. Default ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--keep-days",
      paramLabel = "N",
      defaultValue = "30",
      description = "orders.keepDays. Default ${DEFAULT-VALUE}.")
  private int keepDays;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "500",
      description = "Folded orders to send again. Default ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(
      names = "--watchers",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many look on. Default ${DEFAULT-VALUE}.")
  private int watchers;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "200",
      description = "Orders a second meanwhile. Default ${DEFAULT-VALUE}.")
  private double rate;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      description = "Seconds that are measured before the pass, and after a warm-up of as many."
          + " Default ${DEFAULT-VALUE}.")
  private double seconds;

  /** The moment to which the ages of orders are reckoned. */
  private final Instant now = Instant.now();

  @Override
  boolean startsAnewEachRound() {
    return true;
  }

  @Override
  void measure(Target target, Progress progress, Report report) {
    throw new BenchException("--url: keep stops the server that it measures; leave it out");
  }

  @Override
  void measureOwn(int times, Progress progress, Report report) throws Exception {
    if (keepDays >= days) {
      throw new BenchException("--keep-days " + keepDays + " folds nothing of orders of --days "
          + days + "; give fewer days to keep, or more over which they were placed");
    }
    progress.say("starting a server");
    Result result = new Result().with(Metric.STORED, stored);
    try (BenchServer server = BenchServer.start(launch(), readyTimeout())) {
      store(target(server), progress);
      result.with(Metric.P99_BEFORE, latencyBefore(target(server), progress));
      server.stop(STOP_TIMEOUT);
      result.with(Metric.STORE_BEFORE, server.storeBytes() / MEGA);
      server.configure(KEEP_DAYS, Integer.toString(keepDays));
      server.start();
      fold(server, progress, result, report);
      sendAgain(target(server), result, report);
      server.stop(STOP_TIMEOUT);
      result.with(Metric.STORE_AFTER, server.storeBytes() / MEGA);
    }
    report.add("--keep-days " + keepDays, result);
  }

  private void store(Target target, Progress progress) throws InterruptedException {
    progress.say("storing " + stored + " orders of " + days + " days");
    try (LoadLoop loop = new LoadLoop()) {
      new IntakeLoad(loop, List.of(target), CONNECTIONS, (int) Math.min(stored, BATCH), this::order)
          .runUntil(stored);
    }
  }

  /** Order n as {@link IntakeLoad} sends it: they come day after day, and their ids in no order. */
  private String order(long n) {
    SplittableRandom id = new SplittableRandom(n);
    Duration age = Duration.ofDays(days).multipliedBy(stored - n).dividedBy(stored);
    return "\"amount\":1,\"orderId\":\"" + Long.toHexString(id.nextLong())
        + Long.toHexString(id.nextLong()) + "\",\"placedAt\":\"" + now.minus(age) + "\"}";
  }

  private double latencyBefore(Target target, Progress progress) throws InterruptedException {
    try (Experiment experiment = experiment(target, progress)) {
      WatcherGroup group = look(experiment);
      experiment.progress().waitFor("warming up", seconds);
      experiment.measure("measuring without a pass", seconds, group);
      return experiment.latency(99);
    }
  }

  private static Experiment experiment(Target target, Progress progress) {
    return new Experiment(target, products("B1"), progress);
  }

  /** Lets watchers look on, and orders come. */
  private WatcherGroup look(Experiment experiment) throws InterruptedException {
    WatcherGroup group = experiment.group(true);
    group.open(watchers, WatchOptions.v1("confectionery"), experiment::product);
    experiment.flow().open(OF_THE_FLOW);
    experiment.loop().run(() -> experiment.flow().flow(rate));
    return group;
  }

  private void fold(BenchServer server, Progress progress, Result result, Report report)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    try (Experiment experiment = experiment(target(server), progress)) {
      double cpu = experiment.probe().cpuMicros();
      WatcherGroup group = look(experiment);
      experiment.loop().run(experiment.times()::measure);
      progress.say("folding");
      String folded = server.awaitSaid(FOLDED, PASS_TIMEOUT).group(1);
      experiment.loop().run(experiment.times()::rest);
      result
          .with(Metric.FOLDED, Double.parseDouble(folded))
          .with(Metric.PASS_SECONDS, (System.nanoTime() - began) / SECOND)
          .with(Metric.PASS_CPU, (experiment.probe().cpuMicros() - cpu) / MEGA);
      if (!experiment.settle(group)) {
        report.fault("not quiet a minute after the pass: " + experiment.flow().firstFailure());
      }
      experiment.verdict(
          result.with(Metric.P50, experiment.latency(50)).with(Metric.P99, experiment.latency(99)),
          group);
    }
  }

  /** Sends orders again that were folded, from the oldest to the youngest of them. */
  private void sendAgain(Target target, Result result, Report report)
      throws IOException, InterruptedException {
    long old = stored * (days - keepDays - 1) / days;
    String batch = LongStream.range(0, repeats)
        .mapToObj(i -> "{\"id\":\"A1\"," + order(old * i / repeats))
        .collect(Collectors.joining(",", "[", "]"));
    HttpRequest request = HttpRequest.newBuilder(target.url().resolve("/orders"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(batch))
        .build();
    String said = target.client().send(request, BodyHandlers.ofString()).body();
    int known = 0;
    for (JsonNode answer : JSON.readTree(said)) {
      known += answer.path("duplicate").asBoolean() ? 1 : 0;
    }
    result.with(Metric.REPEATS, repeats).with(Metric.REPEATS_KNOWN, known);
    if (known < repeats) {
      report.fault("of " + repeats + " repeats of folded orders only " + known + " were known");
    }
  }
}
