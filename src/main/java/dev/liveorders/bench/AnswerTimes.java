package dev.liveorders.bench;

/**
 * The delays between the answer to an order and the arrival of its total at watchers of other nodes. An order that is
 * shown before its answer arrives counts as shown at once. Confined to the event loop of its load.
 */
final class AnswerTimes implements WatcherGroup.Clock {
  private final Latencies latencies = new Latencies();
  private final GrowingLongs answeredAt = new GrowingLongs();
  private final GrowingLongs shownBefore = new GrowingLongs();
  private boolean measuring;

  /** Orders that are answered from now on are measured. */
  void measure() {
    latencies.clear();
    measuring = true;
  }

  void rest() {
    measuring = false;
  }

  /** An order was answered; those of one commit are answered with the same total, which is that of the last. */
  void answered(SoldProduct product, long total) {
    long order = product.orderAt(total);
    if (order < 0 || !measuring || answeredAt.get(order) != 0) {
      return;
    }
    answeredAt.set(order, System.nanoTime());
    if (shownBefore.get(order) > 0) {
      latencies.add(0, shownBefore.get(order));
    }
  }

  @Override
  public void shown(long first, long last, int stride, long now) {
    for (long order = Math.max(0, first); order <= last; order += stride) {
      long answered = answeredAt.get(order);
      if (answered != 0) {
        latencies.add(now - answered, 1);
      } else {
        shownBefore.set(order, shownBefore.get(order) + 1);
      }
    }
  }

  Latencies latencies() {
    return latencies;
  }
}
