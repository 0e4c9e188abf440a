package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Total;
import java.util.List;

/**
 * Passes commits on: to the boards of this node, and to scripts at {@code orders.<category>} as absolute totals with
 * what sold within the windows. Confined to the event loop of its verticle.
 */
final class FeedPublisher {
  private final Bus bus;
  private final ProductIndex products;
  private final ScriptWindows windows;
  private final OrdersMeters meters;

  /**
   * @param products is kept up to date
   * @param windows  is kept up to date
   */
  FeedPublisher(Bus bus, ProductIndex products, ScriptWindows windows, OrdersMeters meters) {
    this.meters = meters;
    this.bus = bus;
    this.products = products;
    this.windows = windows;
  }

  void publish(Commit commit) {
    meters.onFollowed(commit.position());
    products.apply(commit);
    List<Total> moved = windows.follow(commit);
    bus.publishFeed(commit);
    commit
        .products()
        .forEach(product -> publish(new Total(product.id(), product.total(), product.seq())));
    commit.totals().forEach(this::publish);
    moved.forEach(this::publish);
  }

  private void publish(Total total) {
    products
        .category(total.product())
        .ifPresent(
            category -> bus.publishTotal(category, total, () -> windows.of(total.product())));
  }
}
