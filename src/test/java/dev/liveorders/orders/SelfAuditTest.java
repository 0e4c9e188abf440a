package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.SqliteFile;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-audit on a store of several thousand orders. */
class SelfAuditTest {
  private static final CategoryName TOYS = new CategoryName("toys");
  private static final int PRODUCTS = 1_200; // more than one step
  private static final int ORDERS = 2_500;

  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong mismatches = new AtomicLong(-1);
  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean folding;
  private OrderStore store;
  private SelfAudit audit;

  @BeforeEach
  void fill() {
    store = OrderStores.create(
        vertx, PostgresFixture.config("sqlite:" + folder.resolve("orders.db"), ""), false);
    await(store.open());
    List<Product> products = IntStream.range(0, PRODUCTS)
        .mapToObj(i -> new Product(
            new ProductId("T" + i), TOYS, "Toy " + i, BigDecimal.ONE, "", Extras.NONE, i % 3, 0))
        .toList();
    await(store.seed(new Catalogue(List.of(new Category(TOYS, "Toys", "T")), products)));
    for (int commit = 0; commit < 5; commit++) {
      await(store.place(orders(ORDERS / 5)));
    }
  }

  private static List<Order> orders(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Order.withoutKey(new ProductId("T" + i % PRODUCTS), 1, Source.API))
        .toList();
  }

  private void start(int rowsPerSecond) {
    start(rowsPerSecond, new Lease(vertx, store, "audit"));
  }

  private void start(int rowsPerSecond, Lease lease) {
    audit = new SelfAudit(
        vertx,
        store.audit(),
        lease,
        rowsPerSecond,
        1,
        wrong -> {
          mismatches.set(wrong);
          rounds.incrementAndGet();
        },
        () -> folding);
    SelfAudit started = audit;
    vertx.runOnContext(begin -> started.start());
  }

  private void falsify(String product, long total) throws Exception {
    try (SqliteFile file = SqliteFile.open(folder.resolve("orders.db"))) {
      file.falsify(product, total);
    }
  }

  private void awaitRounds(int more) {
    int now = rounds.get();
    Await.until("more rounds", () -> rounds.get() >= now + more);
  }

  @AfterEach
  void stop() {
    if (audit != null) {
      await(audit.stop());
    }
    await(store.close());
    await(vertx.close());
  }

  @Test
  void aFalsifiedTotalIsFoundLoggedOnceAndForgottenWhenItIsCorrected() throws Exception {
    try (LogCapture log = new LogCapture()) {
      start(1_000_000);
      awaitRounds(2);
      assertThat(mismatches).hasValue(0);
      falsify("T7", 4_711);
      Await.until("found", () -> mismatches.get() == 1);
      awaitRounds(3);
      assertThat(log.messages().stream().filter(line -> line.contains("T7")))
          .singleElement()
          .asString()
          .contains("\"T7\"", "4711", "add up to", "audit --repair");
      falsify("T7", 4_712);
      Await.until("logged again, as it is another difference", () -> log.messages().stream()
          .anyMatch(line -> line.contains("4712")));
      await(store.audit().repair());
      Await.until("corrected", () -> mismatches.get() == 0);
    }
  }

  @Test
  void aNodeThatHasLostTheLeaseKnowsOfNothing() throws Exception {
    AtomicBoolean held = new AtomicBoolean(true);
    falsify("T7", 4_711);
    start(
        1_000_000, new Lease(vertx, asked -> Future.succeededFuture(held.get()), System::nanoTime));
    Await.until("found", () -> mismatches.get() == 1);
    held.set(false);
    Await.until("left to the node that has the lease", () -> mismatches.get() == 0);
    held.set(true);
    Await.until("found again", () -> mismatches.get() == 1);
  }

  @Test
  void ordersThatAreFoldedMeanwhileAreNoDifference() throws Exception {
    try (SqliteFile file = SqliteFile.open(folder.resolve("orders.db"))) {
      file.age(3);
    }
    start(1_000_000);
    awaitRounds(1);
    folding = true;
    Outcome outcome = new Outcome(Cursor.START, 0, false);
    int folded = 0;
    while (!outcome.last()) {
      outcome = await(store.retention().fold(new Slice(outcome.at(), 100), 1));
      folded += outcome.changed();
      assertThat(mismatches).hasValue(0);
    }
    folding = false;
    awaitRounds(3);
    assertThat(mismatches).hasValue(0);
    assertThat(folded).isEqualTo(ORDERS);
  }

  @Test
  void ordersThatComeMeanwhileAreNoDifference() {
    start(1_000_000);
    int from = rounds.get();
    while (rounds.get() < from + 5) {
      await(store.place(orders(50)));
      assertThat(mismatches.get()).isLessThanOrEqualTo(0);
    }
    assertThat(audit.lastFound()).isEmpty();
  }

  @Test
  void oneThatIsSwitchedOffNeverLooks() {
    start(0);
    SelfAudit other = audit;
    start(1_000_000);
    awaitRounds(1);
    await(other.stop());
    assertThat(rounds.get()).isPositive();
    assertThat(other.lastFound()).isEmpty();
  }
}
