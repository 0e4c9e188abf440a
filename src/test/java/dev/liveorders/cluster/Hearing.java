package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** How late watchers at one node are shown what others commit: whether that comes by the bus, or through the store. */
final class Hearing {
  /** What comes by the bus is there much sooner than what is read once a second. */
  private static final Duration BY_BUS = Duration.ofMillis(200);

  private static final Duration WITHIN = Duration.ofSeconds(30);

  /** So many changes are looked at, of all watchers at the node together. */
  private static final int SAMPLE = 30;

  private final Trial trial;

  Hearing(Trial trial) {
    this.trial = trial;
  }

  /**
   * Waits until the bus brings changes to a node; only where it commits nothing itself, for then it reads the store.
   */
  void awaitBus(int node, String when) throws Exception {
    await(node, true, when);
  }

  /** Waits until changes come through the store alone; how late the latest of them was. */
  Duration awaitStore(int node, String when) throws Exception {
    return await(node, false, when);
  }

  private Duration await(int node, boolean byBus, String when) throws Exception {
    Lateness lateness = trial.swarm().lateness();
    long began = System.nanoTime();
    while (true) {
      trial.tell(lateness::reset);
      trial.awaitTrue(
          () -> trial.ask(() -> lateness.count(node)) >= SAMPLE, () -> "nothing is shown");
      Duration median = trial.ask(() -> lateness.median(node));
      Duration longest = trial.ask(() -> lateness.longest(node));
      System.out.println(when + ": watchers of node " + node + " are shown changes "
          + median.toMillis() + " ms late in the median, " + longest.toMillis() + " ms at most");
      if (median.compareTo(BY_BUS) < 0 == byBus) {
        return longest;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("changes " + (byBus ? "do not come by the bus" : "come by the bus"))
          .isLessThan(WITHIN);
    }
  }

  /** Waits until what each node commits is brought to both others by the bus; orders go to all again then. */
  void awaitBusBetweenAll(String when) throws Exception {
    for (int from = 0; from < SplitCluster.COUNT; from++) {
      trial.orderAt(from);
      trial.awaitAcknowledgedBy(from, 1);
      for (int to = 0; to < SplitCluster.COUNT; to++) {
        if (to != from) {
          awaitBus(to, when + ", orders at node " + from);
        }
      }
    }
    trial.orderAt(0, 1, 2);
  }
}
