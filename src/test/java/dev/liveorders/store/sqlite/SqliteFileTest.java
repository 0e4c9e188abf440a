package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.AppConfig;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreInUseException;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose file it is, who may open it, and what others find in it. */
class SqliteFileTest {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  @AfterEach
  void closeVertx() {
    await(vertx.close());
  }

  @Test
  void onlyUrlsOfSqliteFilesAreTaken() {
    assertThatThrownBy(() -> storeAt("mysql://localhost"))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("store.url", "\"mysql://localhost\"", "sqlite:PATH");
    assertThatThrownBy(() -> storeAt("sqlite:")).isInstanceOf(StoreException.class);
  }

  @Test
  void aStoreIsOpenOnceInAProcess() {
    OrderStore first = store();
    OrderStore second = store();
    Position position = await(first.open());
    assertThatThrownBy(() -> await(second.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            folder.resolve("orders.db").toString(),
            "in use by this process",
            "-cluster",
            "store.url");
    await(second.close());
    OrderStore tool = store();
    assertThatThrownBy(() -> await(tool.openAlone(false)))
        .isInstanceOf(StoreInUseException.class)
        .hasMessageContainingAll("in use by this process", "every other node")
        .hasMessageNotContaining("-cluster");
    await(tool.close());
    OrderStore third = store();
    assertThatThrownBy(() -> await(third.open())).hasMessageContaining("in use");
    await(first.close());
    OrderStore fourth = store();
    assertThat(await(fourth.open())).isEqualTo(position);
    await(fourth.close());
    await(third.close());
  }

  @Test
  void aStoreIsOpenInOneProcessAndAKilledOneLeavesNoLock() throws Exception {
    Process other = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            "sqlite:" + folder.resolve("orders.db"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String epoch = other.inputReader().readLine();
    OrderStore store = store();
    assertThatThrownBy(() -> await(store.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(
            "orders.db", "in use by process " + other.pid(), "stop that process");
    other.destroyForcibly();
    assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(await(store.open()).epoch().value()).isEqualTo(epoch);
    await(store.close());
  }

  /** Another process: opens a store, prints its epoch, and waits to be killed. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      OrderStore store = OrderStores.create(Vertx.vertx(), config(arguments[0]), false);
      System.out.println(await(store.open()).epoch());
      System.in.read();
    }
  }

  @Test
  void aFileOfANewerProgramIsRejectedAndNotTouched() throws SQLException {
    OrderStore store = store();
    await(store.open());
    await(store.close());
    sql("pragma user_version = 999");
    OrderStore older = store();
    assertThatThrownBy(() -> await(older.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("orders.db", "schema version 999", "newer program");
    assertThat(sql("pragma user_version")).isEqualTo("999");
    await(older.close());
  }

  @Test
  void aFileFromBeforeThereWereKeysIsBroughtUpToDate() throws SQLException {
    OrderStore store = store();
    Position position = await(store.open());
    await(store.close());
    sql("drop index orders_log");
    sql("drop index products_retired");
    sql("alter table products drop column retired_seq");
    sql("alter table categories drop column retired_seq");
    sql("drop table access_keys");
    sql("drop table access_version");
    sql("drop table remembered");
    StoreFiles.forgetSales(folder.resolve("orders.db"));
    sql("pragma user_version = 3");
    OrderStore newer = store();
    assertThat(await(newer.open())).isEqualTo(position);
    assertThat(await(newer.keys())).isEqualTo(AccessKeys.NONE);
    await(newer.close());
    assertThat(sql("pragma user_version")).isEqualTo(Integer.toString(SqliteSchema.VERSION));
  }

  @Test
  void aStrangersFileIsRejectedAndNotTouched() throws SQLException, IOException {
    sql("create table mine (x)");
    byte[] before = Files.readAllBytes(folder.resolve("orders.db"));
    OrderStore store = store();
    assertThatThrownBy(() -> await(store.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("orders.db", "no Live Orders store", "store.url");
    assertThat(Files.readAllBytes(folder.resolve("orders.db"))).isEqualTo(before);
    await(store.close());
  }

  @Test
  void whatIsNoDatabaseAndWhatIsAFolderAreRejected() throws IOException {
    Files.writeString(
        folder.resolve("orders.db"),
        "a shopping list that is longer than the header of a file".repeat(20));
    OrderStore store = store();
    assertThatThrownBy(() -> await(store.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("orders.db", "no SQLite file");
    await(store.close());
    OrderStore inFile = storeAt("sqlite:" + folder.resolve("orders.db/below.db"));
    assertThatThrownBy(() -> await(inFile.open()))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll("below.db", "permissions of its folder");
    await(inFile.close());
  }

  @Test
  void peopleCanReadTheFile() throws SQLException {
    OrderStore store = store();
    await(store.open());
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", OrderStoreFixture.ELECTRONICS.name(), 3)))));
    await(store.place(List.of(order("1001", "A1", 5))));
    assertThat(sql("select sum(amount) from orders where product_id = 'A1'")).isEqualTo("8");
    assertThat(sql("select total from products where id = 'A1'")).isEqualTo("8");
    assertThat(sql("select source from orders where order_id = '1001'")).isEqualTo("api");
    assertThat(sql("select source from orders where seq = 1")).isEqualTo("opening");
    assertThat(sql("select strftime('%Y', placed_at / 1000, 'unixepoch') >= '2025' from orders"))
        .isEqualTo("1");
    await(store.close());
  }

  private OrderStore store() {
    return storeAt("sqlite:" + folder.resolve("orders.db"));
  }

  private OrderStore storeAt(String url) {
    return OrderStores.create(vertx, config(url), false);
  }

  private static AppConfig.Store config(String url) {
    return PostgresFixture.config(url, "");
  }

  /** The first value that another program gets, or null. */
  private String sql(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("orders.db"));
        Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? statement.getResultSet().getString(1) : null;
    }
  }
}
