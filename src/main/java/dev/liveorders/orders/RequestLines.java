package dev.liveorders.orders;

import dev.liveorders.model.Counted;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderAnswer.Rejected;
import dev.liveorders.model.OrderKey;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of one request. Lines of the same order id and product are one order of the sum of their amounts, placed
 * when the earliest of them was, and the whole request may be repeated. Every line gets the answer of that order.
 */
final class RequestLines {
  /** An order id and product of the request. */
  private static final class Sum {
    final Order first;
    long amount;
    long placedAt = Order.NOW;
    int lines;

    Sum(Order first) {
      this.first = first;
    }

    void add(Order line) {
      amount += line.amount(); // at most 10^9 each, and far fewer than 10^9 of them
      placedAt = Math.min(placedAt, line.placedAt());
      lines++;
    }

    boolean isOrder() {
      return lines == 1 || amount != 0 && Math.abs(amount) <= Order.MAX_AMOUNT;
    }

    Order order() {
      return lines == 1
          ? first
          : new Order(
              first.id(), first.product(), amount, first.source(), first.callersKey(), placedAt);
    }

    /** The answer to each of its lines: the store's, and in which sums it counts. */
    OrderAnswer answer(OrderAnswer placed, long now) {
      Counted counted = Counted.of(placedAt, now);
      return counted != Counted.EVERYWHERE && placed instanceof Accepted accepted
          ? accepted.in(counted)
          : placed;
    }

    Rejected rejection() {
      return new Rejected(
          first.product(),
          Rejection.INVALID,
          "the " + lines + " lines of order " + Quoted.of(first.id()) + " and product "
              + Quoted.of(first.product()) + " add up to " + amount + ", which is not "
              + Order.AMOUNT_RULE);
    }
  }

  private final List<Sum> sums = new ArrayList<>();

  /** For each line the place of its sum. */
  private final int[] sumOf;

  private final long now;

  /**
   * @param lines in the order of the request
   * @param now   in milliseconds since 1970
   */
  RequestLines(List<Order> lines, long now) {
    this.now = now;
    sumOf = new int[lines.size()];
    Map<OrderKey, Integer> known = new HashMap<>();
    for (int i = 0; i < sumOf.length; i++) {
      Order line = lines.get(i);
      Integer place = known.putIfAbsent(new OrderKey(line.id(), line.product()), sums.size());
      sumOf[i] = place == null ? sums.size() : place;
      if (place == null) {
        sums.add(new Sum(line));
      }
      sums.get(sumOf[i]).add(line);
    }
  }

  /** The orders to place. */
  List<Order> orders() {
    return sums.stream().filter(Sum::isOrder).map(Sum::order).toList();
  }

  /**
   * The answer to each line.
   *
   * @param placed the answers to {@link #orders}
   */
  List<OrderAnswer> answers(List<OrderAnswer> placed) {
    OrderAnswer[] bySum = new OrderAnswer[sums.size()];
    int next = 0;
    for (int i = 0; i < bySum.length; i++) {
      Sum sum = sums.get(i);
      bySum[i] = sum.isOrder() ? sum.answer(placed.get(next++), now) : sum.rejection();
    }
    return Arrays.stream(sumOf).mapToObj(i -> bySum[i]).toList();
  }
}
