package dev.liveorders.bench;

import java.lang.management.ManagementFactory;
import java.util.List;

/** A load on one server: its watchers, its orders, and what is read from both. Led by one thread, which may block. */
final class Experiment implements AutoCloseable {
  /** The work between two moments. Times are in microseconds of CPU. */
  record Window(
      double seconds,
      long frames,
      long deliveries,
      long acknowledged,
      double serverMicros,
      double ownMicros) {}

  /** The freshness within a window, by the server's own meter. */
  private record MeteredLatency(double p50, double p99) {}

  private static final long SETTLE_MILLIS = 60_000;
  private static final double SECOND = 1e9;
  private static final double MICROS = 1e3;
  private static final double MICROS_OF_A_SECOND = 1e6;

  private final LoadLoop loop = new LoadLoop();
  private final Target target;
  private final ServerProbe probe;
  private final Progress progress;
  private final OrderTimes times = new OrderTimes();
  private final List<SoldProduct> products;
  private final OrderFlow flow;
  private MeteredLatency freshness;

  Experiment(Target target, List<SoldProduct> products, Progress progress) {
    this.target = target;
    this.probe = target.probe();
    this.products = products;
    this.progress = progress;
    this.flow = new OrderFlow(loop, target, products, times);
  }

  LoadLoop loop() {
    return loop;
  }

  ServerProbe probe() {
    return probe;
  }

  Progress progress() {
    return progress;
  }

  OrderTimes times() {
    return times;
  }

  OrderFlow flow() {
    return flow;
  }

  /** Nobody yet. Only {@code measured} watchers' times are kept. */
  WatcherGroup group(boolean measured) {
    return group(measured ? times : new OrderTimes());
  }

  /** Nobody yet. Tells {@code clock} what they are shown. */
  WatcherGroup group(WatcherGroup.Clock clock) {
    return new WatcherGroup(loop, target, clock);
  }

  /** The product of watcher n: the products in turn. */
  SoldProduct product(int n) {
    return products.get(n % products.size());
  }

  /** Lets what goes on go on for a time, and measures it. */
  Window measure(String what, double seconds, WatcherGroup group) throws InterruptedException {
    FreshnessReading earlier = FreshnessReading.of(target);
    loop.run(times::measure);
    Window before = reading(group);
    progress.waitFor(what, seconds);
    Window after = reading(group);
    loop.run(times::rest);
    FreshnessReading later = FreshnessReading.of(target);
    freshness =
        new MeteredLatency(later.percentileSince(earlier, 50), later.percentileSince(earlier, 99));
    return new Window(
        after.seconds - before.seconds,
        after.frames - before.frames,
        after.deliveries - before.deliveries,
        after.acknowledged - before.acknowledged,
        after.serverMicros - before.serverMicros,
        after.ownMicros - before.ownMicros);
  }

  private Window reading(WatcherGroup group) throws InterruptedException {
    return loop.call(() -> new Window(
        System.nanoTime() / SECOND,
        group.frames(),
        group.deliveries(),
        flow.acknowledged(),
        probe.cpuMicros(),
        ownMicros()));
  }

  private static double ownMicros() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / MICROS;
  }

  /**
   * Stops the orders and waits until all are answered and shown.
   *
   * @return whether they were within a minute
   */
  boolean settle(WatcherGroup group) throws InterruptedException {
    progress.say("waiting until every watcher is exact");
    loop.run(flow::stop);
    return loop.await(SETTLE_MILLIS, flow::isQuiet)
        && loop.await(SETTLE_MILLIS, () -> group.exact() == group.sockets().size());
  }

  /** Milliseconds within which {@code percent} of the measured orders were shown. */
  double latency(double percent) throws InterruptedException {
    return loop.call(() -> times.latencies().percentile(percent));
  }

  private double sinceSent(double percent) throws InterruptedException {
    return loop.call(() -> times.sinceSent().percentile(percent));
  }

  /** Adds the figures that each scenario reports of a window. */
  Result result(Window window, WatcherGroup group) throws InterruptedException {
    return new Result()
        .with(Metric.TAKEN, window.acknowledged / window.seconds)
        .with(Metric.FRAMES, window.frames / window.seconds)
        .with(Metric.SHOWN, window.deliveries / window.seconds)
        .with(Metric.P50, latency(50))
        .with(Metric.P99, latency(99))
        .with(Metric.P999, latency(99.9))
        .with(Metric.SENT_P50, sinceSent(50))
        .with(Metric.SENT_P99, sinceSent(99))
        .with(Metric.FRESHNESS_P50, freshness.p50)
        .with(Metric.FRESHNESS_P99, freshness.p99)
        .with(Metric.CPU_PER_FRAME, window.serverMicros / window.frames)
        .with(Metric.CPU_PER_ORDER, window.serverMicros / window.acknowledged)
        .with(Metric.SERVER_CORES, window.serverMicros / MICROS_OF_A_SECOND / window.seconds)
        .with(Metric.OWN_CPU_PER_FRAME, window.ownMicros / window.frames)
        .with(Metric.OWN_CORES, window.ownMicros / MICROS_OF_A_SECOND / window.seconds);
  }

  /** Adds what became of watchers and orders, once all is quiet. */
  Result verdict(Result result, WatcherGroup group) throws InterruptedException {
    return loop.call(() -> result
        .with(Metric.WATCHERS, group.sockets().size())
        .with(Metric.EXACT, group.exact())
        .with(Metric.STEPS_BACK, group.stepsBack())
        .with(Metric.FAILED, flow.failed()));
  }

  @Override
  public void close() {
    loop.close();
  }
}
