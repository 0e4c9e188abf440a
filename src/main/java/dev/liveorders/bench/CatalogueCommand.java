package dev.liveorders.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench catalogue}: a server with many products. */
@Command(
    name = "catalogue",
    description = {
      "A server with many products in many categories: how long it takes to start, what it keeps in memory, and what each"
          + " request takes, one at a time. Give it memory by LIVE_ORDERS_JAVA_OPTIONS=-Xmx2g. A server at --url must have"
          + " categories c0, c1 … with the prefixes of their numbers in letters, A for 0, and as many products."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CatalogueCommand extends Scenario {
  private static final int LETTERS = 26;
  private static final int ADDED = 1_000;
  private static final String PATCH = "PATCH";

  @Option(
      names = "--products",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many products. Default ${DEFAULT-VALUE}.")
  private int products;

  @Option(
      names = "--categories",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "How many categories, of about as many products each. Default ${DEFAULT-VALUE}.")
  private int categories;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many requests of each kind. Default ${DEFAULT-VALUE}.")
  private int requests;

  @Override
  boolean startsAnewEachRound() {
    return true;
  }

  @Override
  Duration readyTimeout() {
    return Duration.ofMinutes(15);
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "LIVE_ORDERS_LIMITS_MAX_PRODUCTS", Integer.toString(products + ADDED),
        "LIVE_ORDERS_LIMITS_MAX_CATEGORIES", Integer.toString(categories));
  }

  @Override
  String catalogue() {
    StringBuilder json = new StringBuilder("{\"categories\":[");
    for (int i = 0; i < categories; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"category\":\"c" + i + "\",\"title\":\"Category " + i + "\",\"prefix\":\""
              + prefix(i) + "\"}");
    }
    json.append("],\"products\":[");
    for (int i = 0; i < products; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"id\":\"" + id(i) + "\",\"category\":\"c" + i % categories
              + "\",\"name\":\"Product " + i + "\",\"rrp\":\"9.99\",\"info\":\"In stock\"}");
    }
    return json.append("]}").toString();
  }

  /** The number of a category in letters. */
  private static String prefix(int number) {
    String last = String.valueOf((char) ('A' + number % LETTERS));
    return number < LETTERS ? last : prefix(number / LETTERS - 1) + last;
  }

  private String id(int product) {
    return prefix(product % categories) + (product / categories + 1);
  }

  @Override
  void measure(Target target, Progress progress, Report report) throws Exception {
    ServerProbe probe = target.probe();
    Result result = new Result()
        .with(Metric.START_SECONDS, secondsSinceStart(target))
        .with(Metric.START_CPU, probe.cpuMicros() / 1e6);
    HttpClient client = target.client();
    time(client, target, result, Metric.PAGE, i -> request(target, "/"));
    time(client, target, result, Metric.CATEGORIES, i -> request(target, "/categories"));
    time(client, target, result, Metric.CATEGORY, i -> request(target, "/orders/" + category(i)));
    time(client, target, result, Metric.PRODUCTS, i -> request(target, "/products/" + category(i)));
    time(client, target, result, Metric.PRODUCT, i -> request(target, product(i)));
    time(
        client,
        target,
        result,
        Metric.PLACE,
        i -> send(target, "POST", "/orders/" + id(i % products), "{\"amount\":1}"));
    String draft = "{\"name\":\"New\",\"rrp\":\"1.00\"}";
    time(
        client,
        target,
        result,
        Metric.ADD,
        i -> send(target, "POST", "/products/" + category(i), draft));
    time(
        client,
        target,
        result,
        Metric.CHANGE,
        i -> send(target, PATCH, product(i), "{\"info\":\"Sold out\"}"));
    time(
        client,
        target,
        result,
        Metric.PUT,
        i -> send(
            target,
            "PUT",
            "/categories/" + category(i),
            "{\"title\":\"Other\",\"prefix\":\"" + prefix(i % categories) + "\"}"));
    progress.say("measuring the memory");
    result
        .with(Metric.HEAP, probe.liveHeapKib() / 1_024)
        .with(Metric.RESIDENT, probe.residentKib() / 1_024);
    report.add(products + " in " + categories, result);
  }

  private static double secondsSinceStart(Target target) {
    return ProcessHandle.of(target.pid())
        .flatMap(process -> process.info().startInstant())
        .map(start -> Duration.between(start, Instant.now()).toMillis() / 1e3)
        .orElse(Double.NaN);
  }

  private String category(int i) {
    return "c" + i % categories;
  }

  private String product(int i) {
    return "/products/" + category(i) + "/" + id(i % products);
  }

  private static HttpRequest.Builder request(Target target, String path) {
    return HttpRequest.newBuilder(target.url().resolve(path));
  }

  private static HttpRequest.Builder send(Target target, String method, String path, String json) {
    HttpRequest.Builder request = request(target, path)
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(json));
    target.key().ifPresent(key -> request.header("Authorization", "Bearer " + key.reveal()));
    return request;
  }

  /** Sends requests one after the other; whatever is no success is a fault. */
  private void time(
      HttpClient client,
      Target target,
      Result result,
      Metric metric,
      IntFunction<HttpRequest.Builder> request)
      throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    for (int i = 0; i < requests; i++) {
      HttpRequest next = request.apply(i).build();
      long begin = System.nanoTime();
      HttpResponse<Void> answer = client.send(next, HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() / 100 != 2) {
        throw new BenchException(
            next.method() + " " + next.uri() + " was answered with " + answer.statusCode());
      }
      latencies.add(System.nanoTime() - begin, 1);
    }
    result.with(metric, latencies.percentile(50));
  }
}
