package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.kit.Await;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Total;
import dev.liveorders.model.Window;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages for scripts, which have what sold within the windows, by a store that answers when the test says so. */
class ScriptWindowsTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final CategoryName ELECTRONICS = new CategoryName("electronics");
  private static final ProductId A1 = new ProductId("A1");
  private static final ProductId A2 = new ProductId("A2");

  private final Vertx vertx = Vertx.vertx();
  private final ProductIndex products = new ProductIndex();
  private final List<Promise<Commit>> reads = new ArrayList<>();
  private final ScriptWindows windows =
      new ScriptWindows(EnumSet.of(Window.LAST_HOUR, Window.LAST_24_HOURS), () -> {
        reads.add(Promise.promise());
        return reads.get(reads.size() - 1).future();
      });
  private final FeedPublisher feed =
      new FeedPublisher(new Bus(vertx), products, windows, OrdersMeters.NONE);
  private final Queue<JsonObject> heard = new ConcurrentLinkedQueue<>();
  private long at = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
  private long total;
  private long seq = 1;

  ScriptWindowsTest() {
    products.apply(snapshot());
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Commit snapshot() {
    return new Commit(
            EPOCH, 0, seq, List.of(), List.of(product(A1, total), product(A2, 7)), List.of())
        .with(Sales.of(at, new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, Map.of())));
  }

  private static Product product(ProductId id, long total) {
    return new Product(
        id, ELECTRONICS, id.value(), new BigDecimal("9.90"), "", Extras.NONE, total, 1);
  }

  private MessageConsumer<JsonObject> listen() {
    MessageConsumer<JsonObject> script =
        vertx.eventBus().localConsumer("orders.electronics", change -> heard.add(change.body()));
    script.completion().await();
    return script;
  }

  private void order(ProductId id, long amount) {
    total += amount;
    Sale sale = new Sale(id, Resolution.MINUTE.stepOf(at, ZoneOffset.UTC), amount, 1);
    seq++;
    feed.publish(Commit.ofTotals(EPOCH, seq, List.of(new Total(id, total, seq)))
        .with(Sales.added(at, List.of(sale))));
  }

  private void pass(Duration time) {
    at += time.toMillis();
    seq++;
    feed.publish(Commit.ofTotals(EPOCH, seq, List.of()).with(Sales.added(at, List.of())));
  }

  private JsonObject next() {
    Await.until("a message", () -> !heard.isEmpty());
    return heard.remove();
  }

  @Test
  void changesHaveWindowsOnceWhatSoldIsReadAndNoneIsCountedTwice() {
    listen();
    order(A1, 3);
    assertThat(next().encode()).isEqualTo("{\"id\":\"A1\",\"total\":3,\"seq\":2}");
    order(A1, 2);
    Commit read = snapshot();
    order(A1, 1);
    assertThat(next().getLong("total")).isEqualTo(5);
    assertThat(next().getLong("total")).isEqualTo(6);
    assertThat(reads).as("once for all that came meanwhile").hasSize(1);
    reads.get(0).complete(withSales(read, 5));
    order(A1, 10);
    assertThat(next().encode())
        .isEqualTo("{\"id\":\"A1\",\"total\":16,\"seq\":5,\"windows\":{\"1h\":16,\"24h\":16}}");
  }

  /** The same with so much of A1 in this minute. */
  private Commit withSales(Commit read, long amount) {
    int minute = Resolution.MINUTE.stepOf(at, ZoneOffset.UTC);
    SalesHistory history = new SalesHistory(
        bucket(minute, amount),
        bucket(minute / 15, amount),
        bucket(minute / 60, amount),
        bucket(minute / 60 / 24, amount));
    return read.with(
        Sales.of(at, new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, Map.of(A1, history))));
  }

  private static Buckets bucket(int step, long amount) {
    return new Buckets(new int[] {step}, new long[] {amount}, new int[0]);
  }

  @Test
  void timeAloneTellsOfWhatLeftAWindow() {
    listen();
    order(A1, 4);
    next();
    reads.get(0).complete(withSales(snapshot(), 4));
    pass(Duration.ofMinutes(59));
    order(A2, 0);
    assertThat(next().getString("id")).as("A1 stays in its windows").isEqualTo("A2");
    pass(Duration.ofMinutes(1));
    assertThat(next().encode())
        .isEqualTo("{\"id\":\"A1\",\"total\":4,\"seq\":5,\"windows\":{\"1h\":0,\"24h\":4}}");
  }

  @Test
  void nothingIsReadOrKeptWhileNobodyListens() {
    order(A1, 4);
    pass(Duration.ofHours(1));
    assertThat(reads).isEmpty();
    MessageConsumer<JsonObject> script = listen();
    order(A1, 1);
    next();
    assertThat(reads).hasSize(1);
    reads.get(0).complete(withSales(snapshot(), 5));
    script.unregister().await();
    pass(Duration.ofMinutes(61));
    listen();
    order(A1, 1);
    assertThat(next().containsKey("windows")).isFalse();
    assertThat(reads).as("read again").hasSize(2);
  }

  @Test
  void aReadThatFailsIsTriedAgainAtTheNextChange() {
    listen();
    order(A1, 4);
    next();
    reads.get(0).fail("unavailable");
    order(A1, 1);
    next();
    assertThat(reads).hasSize(2);
  }
}
