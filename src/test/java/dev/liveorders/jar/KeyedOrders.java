package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.ProxyProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A shop that places up to fifty orders a second through a proxy, one after the other, each with a key, and puts up
 * with no rejection.
 */
final class KeyedOrders implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final long PAUSE_MILLIS = 20;

  private final ProxyProcess proxy;
  private final Api shop;
  private final String product;
  private final String prefix;
  private final long before;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private volatile int placed;
  private volatile Throwable fault;

  /**
   * @param key     that the shop has
   * @param product that it sells, and nobody else
   * @param prefix  of all order ids
   */
  KeyedOrders(ProxyProcess proxy, String key, String product, String prefix)
      throws IOException, InterruptedException {
    this.proxy = proxy;
    this.shop = new Api(proxy.shopPort(), key);
    this.product = product;
    this.prefix = prefix;
    this.before = shop.total("electronics", product);
    thread.scheduleWithFixedDelay(this::placeOne, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    awaitMore(10);
  }

  private void placeOne() {
    try {
      HttpResponse<String> answer = shop.keyedOrder(product, 1, prefix + (placed + 1));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      placed++;
    } catch (Throwable thrown) {
      fault = thrown;
      thread.shutdown();
    }
  }

  void awaitMore(int count) {
    int enough = placed + count;
    Await.until("orders are placed", WITHIN, () -> placed >= enough || fault != null);
    assertNoFault();
  }

  void stop() throws InterruptedException {
    thread.shutdown();
    assertThat(thread.awaitTermination(WITHIN.toMillis(), TimeUnit.MILLISECONDS))
        .isTrue();
    assertNoFault();
  }

  private void assertNoFault() {
    assertThat(fault).as("%s", proxy.lines()).isNull();
  }

  /** What the product has now. */
  long total() {
    return before + placed;
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
