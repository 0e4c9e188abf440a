package dev.liveorders.store;

import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rules for orders in the fewest words, to compare a store with. Rejections have an empty detail. */
final class ReferenceStore {
  private record Key(OrderId order, ProductId product) {}

  private final Map<Key, Long> amounts = new HashMap<>();
  private final Map<ProductId, Long> totals = new HashMap<>();
  private final Map<ProductId, Long> seqs = new HashMap<>();
  private long seq;

  long seq() {
    return seq;
  }

  Map<ProductId, Long> totals() {
    return totals;
  }

  /** A commit that adds or changes a product without an order; {@code opening} counts only for a new one. */
  void touch(ProductId product, long opening, long commit) {
    totals.putIfAbsent(product, opening);
    seqs.put(product, commit);
    seq = commit;
  }

  /** A commit that changes no product. */
  void advance(long commit) {
    seq = commit;
  }

  List<OrderAnswer> place(List<Order> orders) {
    List<OrderAnswer> decided = new ArrayList<>();
    for (Order order : orders) {
      decided.add(decide(order));
    }
    boolean changed = decided.stream()
        .anyMatch(answer -> answer instanceof Accepted accepted && !accepted.duplicate());
    seq += changed ? 1 : 0;
    return decided.stream().map(this::asOfNow).toList();
  }

  private OrderAnswer decide(Order order) {
    ProductId product = order.product();
    Long total = totals.get(product);
    if (total == null) {
      return new Rejected(product, Rejection.UNKNOWN_PRODUCT, "");
    }
    Long before = amounts.get(new Key(order.id(), product));
    if (before != null) {
      return before == order.amount()
          ? new Accepted(product, 0, 0, true)
          : new Rejected(product, Rejection.ORDER_ID_REUSED, "");
    }
    long after = total + order.amount();
    if (after < 0 || after > Order.MAX_TOTAL) {
      return new Rejected(product, Rejection.TOTAL_OUT_OF_RANGE, "");
    }
    amounts.put(new Key(order.id(), product), order.amount());
    totals.put(product, after);
    seqs.put(product, seq + 1);
    return new Accepted(product, 0, 0, false);
  }

  private OrderAnswer asOfNow(OrderAnswer answer) {
    return answer instanceof Accepted accepted
        ? new Accepted(
            answer.product(),
            totals.get(answer.product()),
            seqs.get(answer.product()),
            accepted.duplicate())
        : answer;
  }
}
