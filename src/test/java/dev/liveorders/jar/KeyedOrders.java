package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.ProxyProcess;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A shop that places one order after the other through a proxy, each with a key, and puts up with no rejection. */
final class KeyedOrders implements AutoCloseable {
  private static final Duration WITHIN = Duration.ofSeconds(15);

  private final ProxyProcess proxy;
  private final Api shop;
  private final String product;
  private final String prefix;
  private final long before;
  private final Thread thread;
  private volatile int placed;
  private volatile boolean stopped;
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
    this.thread = new Thread(this::place, "orders");
    thread.start();
    awaitMore(10);
  }

  private void place() {
    try {
      for (int order = 1; !stopped; order++) {
        HttpResponse<String> answer = shop.keyedOrder(product, 1, prefix + order);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        placed = order;
      }
    } catch (Throwable thrown) {
      fault = thrown;
    }
  }

  void awaitMore(int count) {
    int enough = placed + count;
    Await.until("orders are placed", WITHIN, () -> placed >= enough || fault != null);
    assertNoFault();
  }

  void stop() throws InterruptedException {
    stopped = true;
    thread.join(WITHIN.toMillis());
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
    stopped = true;
  }
}
