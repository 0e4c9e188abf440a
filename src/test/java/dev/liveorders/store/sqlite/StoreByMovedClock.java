package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.product;

import dev.liveorders.kit.MovedClock;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RandomOrders;
import dev.liveorders.store.StoreTime;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A store by a clock that its test moves. */
@ExtendWith(VertxExtension.class)
abstract class StoreByMovedClock {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static Vertx vertx;

  @TempDir
  Path folder;

  MovedClock clock = new MovedClock(Instant.parse("2026-11-27T10:00:00Z"), BERLIN);
  OrderStore store;

  @BeforeAll
  static void shareVertx(Vertx ofAllTests) {
    vertx = ofAllTests;
  }

  @AfterEach
  void close() {
    await(store.close());
  }

  Path file() {
    return folder.resolve("orders.db");
  }

  /** Opens the store, or opens it again. */
  void open(Optional<ZoneId> zone) {
    if (store != null) {
      close();
    }
    store = OrderStores.create(
        vertx, PostgresFixture.config("sqlite:" + file(), ""), new StoreTime(clock, zone), false);
    await(store.open());
  }

  void open() {
    open(Optional.empty());
  }

  Optional<Commit> seed() {
    return await(store.seed(new Catalogue(
            List.of(OrderStoreFixture.ELECTRONICS, OrderStoreFixture.CONFECTIONERY),
            List.of(
                product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
                product("A2", OrderStoreFixture.ELECTRONICS.name(), 7),
                product("B1", OrderStoreFixture.CONFECTIONERY.name(), 101)))))
        .commit();
  }

  SalesHistory history(String product) {
    return await(store.changesSince(0))
        .sales()
        .history()
        .orElseThrow()
        .products()
        .getOrDefault(new ProductId(product), SalesHistory.NONE);
  }

  long number(String sql) {
    return Long.parseLong(StoreFiles.sql(file(), sql));
  }

  static List<Order> orders(Random random, long now) {
    List<Order> orders = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      orders.add(RandomOrders.next(random, now));
    }
    return orders;
  }
}
