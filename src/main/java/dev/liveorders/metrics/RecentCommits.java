package dev.liveorders.metrics;

import dev.liveorders.model.Epoch;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest commits with orders, by which event loops learn when these were taken. One thread writes; any may
 * read. What is older than the newest 4,096 is forgotten.
 */
final class RecentCommits {
  private static final int SIZE = 4_096;

  private final AtomicReferenceArray<TakenOrders> ring = new AtomicReferenceArray<>(SIZE);

  /** Adds a commit, before anybody is told of it. */
  void add(TakenOrders taken) {
    ring.setRelease(place(taken.position().seq()), taken);
  }

  /** Finds a commit; null for one without orders, that the bus did not bring, or that is too old. */
  TakenOrders at(Epoch epoch, long seq) {
    TakenOrders found = ring.getAcquire(place(seq));
    return found != null
            && found.position().seq() == seq
            && found.position().epoch().equals(epoch)
        ? found
        : null;
  }

  private static int place(long seq) {
    return (int) (seq % SIZE);
  }
}
