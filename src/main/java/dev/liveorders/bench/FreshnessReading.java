package dev.liveorders.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The histogram {@code live_orders_freshness_seconds} of a server at one moment.
 *
 * @param upTo by the upper bound of each bucket, in seconds, what is in it and below; empty for a server without meters
 */
record FreshnessReading(TreeMap<Double, Double> upTo) {
  private static final Pattern BUCKET = Pattern.compile(
      "(?m)^live_orders_freshness_seconds_bucket\\{taken=\"here\",le=\"([^\"]+)\"} (\\S+)$");

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final double MILLIS = 1e3;

  /** Reads it at {@code /metrics}, which a server answers to its own machine. */
  static FreshnessReading of(Target target) throws InterruptedException {
    HttpClient client = target.client();
    HttpRequest request = HttpRequest.newBuilder(target.url().resolve("/metrics"))
        .timeout(TIMEOUT)
        .build();
    try {
      return of(client.send(request, BodyHandlers.ofString()).body());
    } catch (IOException noMeters) {
      return of("");
    }
  }

  /** Reads it from the text for Prometheus. */
  static FreshnessReading of(String text) {
    TreeMap<Double, Double> upTo = new TreeMap<>();
    Matcher bucket = BUCKET.matcher(text);
    while (bucket.find()) {
      String bound = bucket.group(1);
      upTo.put(
          bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound),
          Double.parseDouble(bucket.group(2)));
    }
    return new FreshnessReading(upTo);
  }

  /**
   * Returns the milliseconds within which {@code percent} of what came since another reading were, as Prometheus
   * reckons: evenly spread within a bucket. {@code NaN} when nothing came.
   */
  double percentileSince(FreshnessReading before, double percent) {
    if (upTo.isEmpty()) {
      return Double.NaN;
    }
    double all = since(before, upTo.lastKey());
    double rank = all * percent / 100;
    double lower = 0;
    double below = 0;
    for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
      double here = since(before, bucket.getKey());
      if (all > 0 && here >= rank) {
        boolean last = bucket.getKey().isInfinite();
        double width = last ? 0 : bucket.getKey() - lower;
        return MILLIS * (lower + width * (rank - below) / (here - below));
      }
      lower = bucket.getKey();
      below = here;
    }
    return Double.NaN;
  }

  private double since(FreshnessReading before, double bound) {
    return upTo.get(bound) - before.upTo.getOrDefault(bound, 0.0);
  }
}
