package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.ProxyProcess;
import dev.liveorders.kit.ResumingWatcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Watchers and a shop that orders, all through one proxy. */
final class Visitors implements AutoCloseable {
  private static final int WATCHERS = 6;

  private final List<ResumingWatcher> watchers = new ArrayList<>();
  private final ProxyProcess proxy;
  private final String product;
  private final KeyedOrders orders;

  /**
   * @param proxy   is stopped with them
   * @param key     of the shop
   * @param product that only this shop sells
   */
  Visitors(ProxyProcess proxy, String key, String product)
      throws IOException, InterruptedException {
    this.proxy = proxy;
    this.product = product;
    for (int i = 0; i < WATCHERS; i++) {
      watchers.add(ResumingWatcher.open(proxy.publicPort(), "electronics"));
    }
    orders = new KeyedOrders(proxy, key, product, "visitor-of-" + product + "-");
  }

  /** Waits until so many more orders are taken, each at the first attempt. */
  void awaitMoreOrders(int count) {
    orders.awaitMore(count);
  }

  /** Every watcher is shown the last order, and some had to come back for that. */
  void assertNothingMissed() throws IOException, InterruptedException {
    orders.stop();
    for (ResumingWatcher watcher : watchers) {
      watcher.awaitTotal(product, orders.total());
    }
    assertThat(watchers.stream().mapToInt(ResumingWatcher::resumed).sum()).isPositive();
  }

  @Override
  public void close() throws IOException {
    orders.close();
    for (ResumingWatcher watcher : watchers) {
      watcher.close();
    }
    proxy.close();
  }
}
