package dev.liveorders.http.handler;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.Endpoint;
import dev.liveorders.live.fanout.Hub;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.ToLongFunction;

/** Asks the node's OrdersVerticle, and waits until this loop's board shows the answer: who is answered reads what it wrote. */
public final class OrdersClient {
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
  <Q, A> Future<A> ask(Endpoint<Q, A> endpoint, Q question, ToLongFunction<A> seq) {
    return bus.request(endpoint, question, timeout)
        .compose(answer -> hub.reached(seq.applyAsLong(answer)).map(answer));
  }
}
