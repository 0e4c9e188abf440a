package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A shop that places fifty orders a second, one after the other, each with a key, and puts up with no rejection. */
final class ShopOrders {
  private static final long PERIOD_MILLIS = 20;

  private final Api api;
  private final String product;
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> placing;
  private volatile long acknowledged;

  /** Begins to place orders of one piece of a product. */
  ShopOrders(Api api, String product) {
    this.api = api;
    this.product = product;
    this.placing =
        thread.scheduleAtFixedRate(this::placeOne, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void placeOne() {
    try {
      HttpResponse<String> answer = api.keyedOrder(product, 1, "shop-" + acknowledged);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      acknowledged++;
    } catch (IOException | InterruptedException unanswered) {
      throw new AssertionError("order " + acknowledged, unanswered);
    }
  }

  /** Places no more, and returns how many were acknowledged: all that were placed. */
  long stop() throws Exception {
    thread.shutdown();
    assertThat(thread.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    if (!placing.isCancelled()) {
      placing.get(); // fails as an order did
    }
    return acknowledged;
  }
}
