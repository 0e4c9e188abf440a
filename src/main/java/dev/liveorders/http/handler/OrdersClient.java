package dev.liveorders.http.handler;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.Endpoint;
import dev.liveorders.live.fanout.Hub;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * Asks the node's OrdersVerticle, and waits until the board of this event loop shows the answer. The next read on the
 * same connection sees the write. Other connections, which may be another loop's, read with {@code ?at-least=}.
 */
public final class OrdersClient {
  private static final Duration BOARD_TIMEOUT = Duration.ofSeconds(1);

  private final Bus bus;
  private final Hub hub;
  private final Duration timeout;

  public OrdersClient(Bus bus, Hub hub, Duration timeout) {
    this.bus = bus;
    this.hub = hub;
    this.timeout = timeout;
  }

  /**
   * Asks.
   *
   * @param seq the commit that an answer speaks of; 0 for none
   */
  <Q, A> Future<Written<A>> ask(Endpoint<Q, A> endpoint, Q question, ToLongFunction<A> seq) {
    return bus.request(endpoint, question, timeout).compose(answer -> {
      long newest = seq.applyAsLong(answer);
      return hub.reached(newest, BOARD_TIMEOUT).map(shown -> new Written<>(answer, newest, shown));
    });
  }
}
