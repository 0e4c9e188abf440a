package dev.liveorders.live.board;

import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A shop whose orders a test places at times of its choice, with the board that follows it. It keeps every single
 * order, so that what lists say can be compared with what a reader of all orders would.
 */
public final class SalesLog {
  /** One order. */
  record Order(String id, long amount, long placedAt) {
    boolean isIn(Resolution resolution, int first, int last, ZoneId zone) {
      int step = resolution.stepOf(placedAt, zone);
      return step >= first && step <= last;
    }
  }

  final List<Order> orders = new ArrayList<>();
  private final Map<String, Long> totals = new HashMap<>();
  private final ZoneId zone;
  private Board board;
  private long at;
  private long seq;

  /** A board at a time, with these products of electronics, and B1 of confectionery. */
  public SalesLog(String at, ZoneId zone, String... ids) {
    this.at = Instant.parse(at).toEpochMilli();
    this.zone = zone;
    this.seq = 5;
    List<Product> products = new ArrayList<>();
    for (String id : ids) {
      products.add(Commits.product(id, Commits.ELECTRONICS, 0, 1));
    }
    products.add(Commits.product("B1", Commits.CONFECTIONERY, 0, 2));
    board = Board.of(snapshot(products), ImmediateEventExecutor.INSTANCE);
  }

  private Commit snapshot(List<Product> products) {
    return new Commit(
            Commits.EPOCH,
            0,
            seq,
            List.of(
                new Category(Commits.ELECTRONICS, "Electronics", "A"),
                new Category(Commits.CONFECTIONERY, "Confectionery", "B")),
            products,
            List.of())
        .with(Sales.of(at, new Sales.History(zone, SalesHistory.NONE, Map.of())));
  }

  public Board board() {
    return board;
  }

  long at() {
    return at;
  }

  /** Lets time pass, by a commit of no orders. */
  SalesLog passTo(String time) {
    at = Instant.parse(time).toEpochMilli();
    return apply(Commits.sold(++seq, at, List.of()));
  }

  /** Lets some milliseconds pass, by a commit of no orders. */
  public SalesLog pass(long millis) {
    at += millis;
    return apply(Commits.sold(++seq, at, List.of()));
  }

  /** Places an order now. */
  public SalesLog order(String id, long amount) {
    return order(id, amount, at);
  }

  /** Places an order that was placed earlier. */
  SalesLog order(String id, long amount, long placedAt) {
    orders.add(new Order(id, amount, placedAt));
    Total total = Commits.total(id, totals.merge(id, amount, Long::sum), ++seq);
    Sale sale = new Sale(new ProductId(id), Resolution.MINUTE.stepOf(placedAt, zone), amount, 1);
    return apply(Commits.sold(seq, at, List.of(sale), total));
  }

  SalesLog apply(Commit commit) {
    seq = commit.to();
    board.apply(commit, changed -> {});
    return this;
  }

  public long seq() {
    return seq;
  }

  /** Adds up the orders of each product in some steps. */
  Map<String, Long> sums(Resolution resolution, int first, int last) {
    Map<String, Long> sums = new HashMap<>();
    orders.stream()
        .filter(order -> order.isIn(resolution, first, last, zone))
        .forEach(order -> sums.merge(order.id, order.amount, Long::sum));
    return sums;
  }

  /** Reads a list as it is now. */
  String read(ListKey key) {
    ListFeed list = (ListFeed) board.openFeed(key);
    board.lists().refresh(list);
    board.closeFeed(list);
    return list.head() + list.tail();
  }
}
