package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Order;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;

/** Stores in files, and what other programs find and do in them. */
final class StoreFiles {
  private StoreFiles() {}

  /** An open store with A1 and A2. */
  static OrderStore open(Vertx vertx, Path file) {
    OrderStore store =
        OrderStores.create(vertx, PostgresFixture.config("sqlite:" + file, ""), false);
    await(store.open());
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(
            product("A1", OrderStoreFixture.ELECTRONICS.name(), 3),
            product("A2", OrderStoreFixture.ELECTRONICS.name(), 7)))));
    return store;
  }

  /** Places orders of one piece of A1, with ids from {@code prefix} and 0 on, in one commit. */
  static void place(OrderStore store, String prefix, int count) {
    List<Order> orders = IntStream.range(0, count)
        .mapToObj(number -> order(prefix + number, "A1", 1))
        .toList();
    await(store.place(orders));
  }

  /** Makes a closed store one of the schema before there were sales. */
  static void forgetSales(Path file) {
    sql(
        file,
        "drop table sales",
        "alter table ledger drop column at",
        "alter table ledger drop column time_zone",
        "pragma user_version = 6");
  }

  /** The first value that another program gets from the last of some statements, or null. */
  static String sql(Path file, String... statements) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      String value = null;
      for (String sql : statements) {
        value = statement.execute(sql) ? statement.getResultSet().getString(1) : null;
      }
      return value;
    } catch (SQLException failure) {
      throw new IllegalStateException(String.join("; ", statements), failure);
    }
  }
}
