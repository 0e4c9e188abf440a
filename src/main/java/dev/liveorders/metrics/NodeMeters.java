package dev.liveorders.metrics;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;

/**
 * The meters of a node, of all its verticles. Each event loop writes cells of its own, which are added up when
 * somebody asks. May be used on any thread.
 */
public final class NodeMeters implements Shareable {
  private static final String MAP = "live-orders.meters";
  private static final String KEY = "node";

  /** A part of a meter with these values of its labels. */
  record Part(List<String> labels, DoubleSupplier value) {}

  /** A histogram of one event loop. */
  record LoopPart(List<String> labels, Distribution values) {}

  private final boolean enabled;
  private final Map<Meter, List<Part>> parts = new ConcurrentHashMap<>();
  private final Map<Meter, List<LoopPart>> histograms = new ConcurrentHashMap<>();
  private final RecentCommits commits = new RecentCommits();

  /** Made when somebody asks for the first time, as that loads a library. */
  private MetersText text;

  private NodeMeters(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * Returns those of a node; the first call makes them.
   *
   * @param enabled {@code metrics.enabled}; otherwise nothing is recorded
   */
  public static NodeMeters of(Vertx vertx, boolean enabled) {
    return vertx
        .sharedData()
        .<String, NodeMeters>getLocalMap(MAP)
        .computeIfAbsent(KEY, first -> new NodeMeters(enabled));
  }

  /** Makes meters of their own, which no verticle knows. */
  public static NodeMeters alone() {
    return new NodeMeters(true);
  }

  /** Tells whether anything is recorded. */
  public boolean enabled() {
    return enabled;
  }

  /** Makes the recorder of an event loop that has watchers; to be used on that loop alone. */
  public FanoutMeters fanout() {
    return enabled ? new LoopFanoutMeters(this) : FanoutMeters.NONE;
  }

  /** Makes the recorder of the writing side; to be used on its event loop alone. */
  public OrdersMeters orders() {
    return enabled ? new LoopOrdersMeters(this) : OrdersMeters.NONE;
  }

  /** Makes the recorder of rejected requests of an event loop; to be used on that loop alone. */
  public RejectionMeters rejections() {
    return enabled ? new LoopRejectionMeters(this) : RejectionMeters.NONE;
  }

  /** Makes a number that its one writer adds to a meter. */
  Cell cell(Meter meter, String... labels) {
    Cell cell = new Cell();
    read(meter, cell::get, labels);
    return cell;
  }

  private void read(Meter meter, DoubleSupplier value, String... labels) {
    check(meter, labels);
    parts
        .computeIfAbsent(meter, first -> new CopyOnWriteArrayList<>())
        .add(new Part(List.of(labels), value));
  }

  /**
   * Has a meter read when it is asked for, in place of what was read before: of what a node has one of.
   *
   * @param value may be called on any thread
   */
  public void reading(Meter meter, DoubleSupplier value, String... labels) {
    check(meter, labels);
    parts.put(meter, new CopyOnWriteArrayList<>(List.of(new Part(List.of(labels), value))));
  }

  /** Makes a histogram that its one writer adds to a meter. */
  Distribution distribution(Meter meter, Buckets buckets, String... labels) {
    check(meter, labels);
    Distribution values = new Distribution(buckets);
    histograms
        .computeIfAbsent(meter, first -> new CopyOnWriteArrayList<>())
        .add(new LoopPart(List.of(labels), values));
    return values;
  }

  private static void check(Meter meter, String... labels) {
    if (labels.length != meter.labels().size()) {
      throw new IllegalArgumentException(
          meter.exposedName() + " has the labels " + meter.labels() + ", not " + List.of(labels));
    }
  }

  /** Writes the text for Prometheus; not to be called on an event loop, as it takes some milliseconds. */
  public synchronized byte[] text() {
    if (text == null) {
      text = new MetersText(this);
    }
    return text.write();
  }

  RecentCommits commits() {
    return commits;
  }

  /** Lists the parts of a meter; those of like labels are to be added up. */
  List<Part> parts(Meter meter) {
    return parts.getOrDefault(meter, List.of());
  }

  List<LoopPart> histograms(Meter meter) {
    return Collections.unmodifiableList(histograms.getOrDefault(meter, new ArrayList<>()));
  }
}
