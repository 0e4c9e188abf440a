package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Total;

/**
 * Passes commits on: to the boards of this node, and to scripts at {@code orders.<category>} as absolute totals. Confined to the
 * event loop of its verticle.
 */
final class FeedPublisher {
  private final Bus bus;
  private final ProductIndex products;
  private final OrdersMeters meters;

  /**
   * @param products is kept up to date
   */
  FeedPublisher(Bus bus, ProductIndex products, OrdersMeters meters) {
    this.meters = meters;
    this.bus = bus;
    this.products = products;
  }

  void publish(Commit commit) {
    meters.onFollowed(commit.position());
    products.apply(commit);
    bus.publishFeed(commit);
    commit
        .products()
        .forEach(product -> publish(new Total(product.id(), product.total(), product.seq())));
    commit.totals().forEach(this::publish);
  }

  private void publish(Total total) {
    products.category(total.product()).ifPresent(category -> bus.publishTotal(category, total));
  }
}
