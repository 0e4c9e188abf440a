package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.UnreadCommit;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Commits of other nodes, some of them of the release before. */
@ExtendWith(VertxExtension.class)
class FollowedStoreTest {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final ProductId A1 = new ProductId("A1");
  private static final long AT = 1_795_860_000_000L;
  private static final Commit START =
      new Commit(EPOCH, 0, 1, List.of(), List.of(), List.of()).with(Sales.added(AT, List.of()));

  private final List<Long> reads = new ArrayList<>();
  private final List<Commit> delivered = new ArrayList<>();
  private final Promise<Commit> third = Promise.promise();
  private Vertx vertx;
  private FollowedStore followed;

  @BeforeEach
  void ofAStoreThatIsOnlyRead(Vertx vertx) {
    this.vertx = vertx;
    OrderStore store = (OrderStore) Proxy.newProxyInstance(
        OrderStore.class.getClassLoader(),
        new Class<?>[] {OrderStore.class},
        (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("changesSince");
          reads.add((Long) arguments[0]);
          return Future.succeededFuture(timed(orders((Long) arguments[0], 3)));
        });
    StoreHealth health = new StoreHealth(changed -> {}, OrdersMeters.NONE, System::nanoTime);
    followed = new FollowedStore(
        store,
        health,
        new StoreClock(Clock.systemUTC(), System::nanoTime),
        new Bus(vertx),
        OrdersMeters.NONE);
  }

  private static Commit orders(long from, long to) {
    return new Commit(EPOCH, from, to, List.of(), List.of(), List.of(new Total(A1, to, to)));
  }

  private static Commit timed(Commit commit) {
    return commit.with(Sales.added(AT, List.of(new Sale(A1, (int) (AT / 60_000), 1, 1))));
  }

  /** Follows the store behind a snapshot, on one event loop, until commit 3 is there. */
  private void follow(Commit start, Runnable told) {
    vertx.runOnContext(begin -> {
      followed.follow(vertx, start, Duration.ofMillis(1), commit -> {
        delivered.add(commit);
        if (commit.to() == 3) {
          third.complete(commit);
        }
      });
      told.run();
    });
    await(third.future());
  }

  @Test
  void ordersOfACommitWithoutATimeAreReadFromTheStore() {
    try (LogCapture log = new LogCapture()) {
      follow(START, () -> {
        followed.onCommit(timed(orders(1, 2)));
        followed.onCommit(orders(2, 3));
        followed.onCommit(orders(2, 3));
      });
      assertThat(log.warnings()).singleElement().asString().contains("same release");
    }
    assertThat(reads).containsExactly(2L);
    assertThat(delivered).extracting(commit -> commit.sales().at()).containsExactly(AT, AT);
  }

  @Test
  void theTimeOfACommitThatSoldNothingIsInTheStoreAsWell() {
    Commit category = new Commit(
        EPOCH,
        1,
        2,
        List.of(new Category(new CategoryName("toys"), "Toys", "T")),
        List.of(),
        List.of());
    follow(START, () -> followed.onCommit(category));
    assertThat(reads).containsExactly(1L);
  }

  @Test
  void aCommitThatCannotBeDecodedIsReadFromTheStore() {
    follow(START, () -> followed.onUnread(new UnreadCommit(EPOCH, 3, 99, false)));
    assertThat(reads).containsExactly(1L);
  }

  @Test
  void oneOfAnotherStoreIsNot() {
    follow(START, () -> {
      followed.onUnread(new UnreadCommit(new Epoch("0".repeat(16)), 9, 99, false));
      followed.onCommit(timed(orders(1, 3)));
    });
    assertThat(reads).isEmpty();
  }
}
