package dev.liveorders.kit;

import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stands in for the OrdersVerticle of a node whose clock a test moves: orders are counted when the test says. There are
 * electronics with A1 and A2, and confectionery with B1, which all sold nothing; it is noon of 28 November 2026.
 */
public final class SoldOrders {
  public static final String EPOCH = ScriptedOrders.EPOCH;

  /** The position of the board at first. */
  public static final long SEQ = 5;

  private static final ZoneId ZONE = ZoneOffset.UTC;
  private static final String NOON = "2026-11-28T12:00:00Z";

  private final Bus bus;
  private final Map<String, Long> totals = new HashMap<>();
  private long seq = SEQ;
  private long at = Instant.parse(NOON).toEpochMilli();

  private SoldOrders(Bus bus) {
    this.bus = bus;
  }

  /** Answers a node's question for the board. */
  public static SoldOrders of(TestNode node) {
    Bus bus = new Bus(node.vertx());
    SoldOrders orders = new SoldOrders(bus);
    bus.serve(BoardRequest.ENDPOINT, request -> Future.succeededFuture(snapshot()));
    return orders;
  }

  private static Commit snapshot() {
    return new Commit(
        new Epoch(EPOCH),
        0,
        SEQ,
        List.of(
            new Category(new CategoryName("electronics"), "Electronics", "A"),
            new Category(new CategoryName("confectionery"), "Confectionery", "B")),
        List.of(
            product("A1", "electronics", "Toaster"),
            product("A2", "electronics", "Kettle"),
            product("B1", "confectionery", "Chocolate Bar")),
        List.of(),
        Retirements.NONE,
        Sales.of(
            Instant.parse(NOON).toEpochMilli(),
            new Sales.History(ZONE, SalesHistory.NONE, Map.of())));
  }

  private static Product product(String id, String category, String name) {
    return new Product(
        new ProductId(id),
        new CategoryName(category),
        name,
        new BigDecimal("9.90"),
        "",
        Extras.NONE,
        0,
        1);
  }

  /** Counts an order now; returns its commit. */
  public long order(String id, long amount) {
    long total = totals.merge(id, amount, Long::sum);
    ProductId product = new ProductId(id);
    Sale sale = new Sale(product, Resolution.MINUTE.stepOf(at, ZONE), amount, 1);
    return publish(List.of(new Total(product, total, seq + 1)), List.of(sale));
  }

  /** Lets time pass; returns the commit by which it does. */
  public long pass(long millis) {
    at += millis;
    return publish(List.of(), List.of());
  }

  /** Creates a category; returns its commit. */
  public long create(String category, String prefix) {
    seq++;
    bus.publishFeed(new Commit(
        new Epoch(EPOCH),
        seq - 1,
        seq,
        List.of(new Category(new CategoryName(category), category, prefix)),
        List.of(),
        List.of()));
    return seq;
  }

  private long publish(List<Total> changed, List<Sale> sales) {
    seq++;
    bus.publishFeed(Commit.ofTotals(new Epoch(EPOCH), seq, changed).with(Sales.added(at, sales)));
    return seq;
  }
}
