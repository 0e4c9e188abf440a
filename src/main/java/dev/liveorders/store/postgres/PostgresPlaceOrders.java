package dev.liveorders.store.postgres;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.OrderKey;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import dev.liveorders.store.AddedSales;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Orders as the database function counts them, and its answer as the callers get it: one instance for one call. */
final class PostgresPlaceOrders {
  static final String PLACE = "select * from place_v4($1, $2, $3, $4, $5, $6)";

  private static final String CHECK_VIOLATION = "23514";

  private static final int CARE_FOR_NOTHING = 0;
  private static final int CARE_FOR_RANGE = 1;
  private static final int CARE_FOR_ORDER = 2;

  private static final int COUNTED = 0;
  private static final int REPEAT = 1;
  private static final int REUSED = 2;
  private static final int RETIRED = 4;

  /** The outcome of one order, as the function reports it. */
  private record Outcome(int kind, long detail) {
    static final Outcome OF_MOST = new Outcome(COUNTED, 0);
  }

  private final List<Order> orders;
  private final Set<OrderKey> keys = new HashSet<>();

  PostgresPlaceOrders(List<Order> orders) {
    this.orders = orders;
    orders.forEach(order -> keys.add(key(order)));
  }

  /** Builds the arguments of the function. */
  Tuple arguments() {
    return arguments(care());
  }

  /** Builds the arguments of the second call, which is never {@linkplain #isOutOfRange rejected as a whole}. */
  Tuple carefulArguments() {
    return arguments(CARE_FOR_ORDER);
  }

  private Tuple arguments(int care) {
    int size = orders.size();
    String[] ids = new String[size];
    String[] products = new String[size];
    Long[] amounts = new Long[size];
    String[] sources = new String[size];
    for (int i = 0; i < size; i++) {
      Order order = orders.get(i);
      ids[i] = order.id().key();
      products[i] = order.product().value();
      amounts[i] = order.amount();
      sources[i] = order.source().wireName();
    }
    return Tuple.tuple()
        .addArrayOfString(ids)
        .addArrayOfString(products)
        .addArrayOfLong(amounts)
        .addArrayOfString(sources)
        .addArrayOfLong(placedAts())
        .addInteger(care);
  }

  /** Returns null when all are placed now, which costs less. */
  private Long[] placedAts() {
    return orders.stream().allMatch(order -> order.placedAt() == Order.NOW)
        ? null
        : orders.stream().map(Order::placedAt).toArray(Long[]::new);
  }

  private int care() {
    if (keys.size() < orders.size()) {
      return CARE_FOR_ORDER;
    }
    return orders.stream().anyMatch(order -> order.amount() < 0)
        ? CARE_FOR_RANGE
        : CARE_FOR_NOTHING;
  }

  /** Tells whether the whole call failed because one order would take a total out of range. */
  static boolean isOutOfRange(Throwable cause) {
    return cause instanceof PgException error && CHECK_VIOLATION.equals(error.getSqlState());
  }

  /**
   * The callers' answers.
   *
   * @param before orders of later commits were not counted before this call: they are no repeats, but what an attempt
   *     without an answer has left
   */
  Written<List<OrderAnswer>> read(Row row, long before) {
    long seq = row.getLong("at_seq");
    Map<ProductId, Total> totals = totals(row, seq);
    Outcome[] outcomes = outcomes(row);
    keys.clear();
    long at = row.getLong("commit_at");
    AddedSales sold = new AddedSales(at);
    List<OrderAnswer> answers = new ArrayList<>(orders.size());
    for (int i = 0; i < outcomes.length; i++) {
      Order order = orders.get(i);
      Total total = totals.get(order.product());
      answers.add(
          total == null
              ? Rejections.unknownProduct(order)
              : answer(order, total, outcomes[i], before));
      if (total != null && outcomes[i].kind == COUNTED) {
        sold.add(order);
      }
    }
    Optional<Commit> commit =
        commit(row, seq, totals).map(made -> made.with(Sales.added(at, sold.list())));
    return new Written<>(List.copyOf(answers), commit);
  }

  private OrderAnswer answer(Order order, Total total, Outcome outcome, long before) {
    return switch (outcome.kind) {
      case COUNTED, REPEAT -> {
        boolean first = keys.add(key(order));
        boolean repeat = outcome.kind == REPEAT && (outcome.detail <= before || !first);
        yield new Accepted(order.product(), total.total(), total.seq(), repeat);
      }
      case REUSED -> Rejections.reused(order, outcome.detail);
      case RETIRED -> Rejections.retired(order, outcome.detail);
      default -> Rejections.outOfRange(order, outcome.detail);
    };
  }

  private static Map<ProductId, Total> totals(Row row, long seq) {
    Map<ProductId, Total> totals = new HashMap<>();
    String[] products = row.getArrayOfStrings("products");
    Long[] values = row.getArrayOfLongs("totals");
    Long[] seqs = row.getArrayOfLongs("seqs");
    for (int i = 0; products != null && i < products.length; i++) {
      ProductId product = new ProductId(products[i]);
      totals.put(product, new Total(product, values[i], seqs == null ? seq : seqs[i]));
    }
    return totals;
  }

  private Outcome[] outcomes(Row row) {
    Outcome[] outcomes = new Outcome[orders.size()];
    Arrays.fill(outcomes, Outcome.OF_MOST);
    Integer[] items = row.getArrayOfIntegers("items");
    Integer[] kinds = row.getArrayOfIntegers("outcomes");
    Long[] details = row.getArrayOfLongs("details");
    for (int i = 0; items != null && i < items.length; i++) {
      outcomes[items[i] - 1] = new Outcome(kinds[i], details[i]);
    }
    return outcomes;
  }

  private static Optional<Commit> commit(Row row, long seq, Map<ProductId, Total> totals) {
    if (!row.getBoolean("changed")) {
      return Optional.empty();
    }
    List<Total> moved =
        totals.values().stream().filter(total -> total.seq() == seq).toList();
    return Optional.of(Commit.ofTotals(new Epoch(row.getString("in_epoch")), seq, moved));
  }

  private static OrderKey key(Order order) {
    return new OrderKey(order.id(), order.product());
  }
}
