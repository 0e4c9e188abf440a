package dev.liveorders.metrics;

import dev.liveorders.metrics.NodeMeters.LoopPart;
import dev.liveorders.metrics.NodeMeters.Part;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The meters of a node with those of its JVM, in the text that Prometheus reads. Reads what event loops write without
 * stopping them; may be used on any thread, and takes some milliseconds, so best not on an event loop.
 */
public final class MetersText {
  /** The content type of the text. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final NodeMeters meters;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /** Makes the text of these meters. */
  public MetersText(NodeMeters meters) {
    this.meters = meters;
    registry.register((MultiCollector) this::collect);
    JvmMemoryMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    ProcessMetrics.builder().register(registry);
    // not JvmThreadsMetrics: looking for deadlocks stops all threads
  }

  /** Writes it, as of now. */
  public byte[] write() {
    ByteArrayOutputStream text = new ByteArrayOutputStream(1 << 15);
    try {
      writer.write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return text.toByteArray();
  }

  private MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    for (Meter meter : Meter.values()) {
      all.add(meter.isHistogram() ? histogram(meter) : numbers(meter));
    }
    return new MetricSnapshots(all);
  }

  private MetricSnapshot numbers(Meter meter) {
    Map<List<String>, Double> values = meters.parts(meter).stream()
        .collect(Collectors.toMap(
            Part::labels, part -> part.value().getAsDouble(), Double::sum, LinkedHashMap::new));
    if (meter.kind() == Meter.Kind.COUNTER) {
      CounterSnapshot.Builder counter =
          CounterSnapshot.builder().name(meter.baseName()).help(meter.help());
      values.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
          .labels(Labels.of(meter.labels(), labels))
          .value(value)
          .build()));
      return counter.build();
    }
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(meter.baseName()).help(meter.help());
    values.forEach((labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
        .labels(Labels.of(meter.labels(), labels))
        .value(value)
        .build()));
    return gauge.build();
  }

  private MetricSnapshot histogram(Meter meter) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder().name(meter.baseName()).help(meter.help());
    Map<List<String>, List<LoopPart>> byLabels = meters.histograms(meter).stream()
        .collect(Collectors.groupingBy(LoopPart::labels, LinkedHashMap::new, Collectors.toList()));
    double unit = meter.kind() == Meter.Kind.SECONDS ? SECOND : 1;
    byLabels.forEach((labels, loops) -> histogram.dataPoint(dataPoint(meter, labels, loops, unit)));
    return histogram.build();
  }

  private static HistogramDataPointSnapshot dataPoint(
      Meter meter, List<String> labels, List<LoopPart> loops, double unit) {
    Buckets buckets = loops.get(0).values().buckets();
    double[] bounds = Arrays.copyOf(
        Arrays.stream(buckets.bounds()).mapToDouble(bound -> bound / unit).toArray(),
        buckets.size());
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    long[] counts = new long[buckets.size()];
    double sum = 0;
    for (LoopPart loop : loops) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += loop.values().count(i);
      }
      sum += loop.values().sum() / unit;
    }
    return HistogramDataPointSnapshot.builder()
        .labels(Labels.of(meter.labels(), labels))
        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
        .sum(sum)
        .build();
  }
}
