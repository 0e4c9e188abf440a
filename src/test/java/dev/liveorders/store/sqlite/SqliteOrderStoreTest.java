package dev.liveorders.store.sqlite;

import dev.liveorders.kit.SqliteFile;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreContract;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** The contract, kept by SQLite. */
class SqliteOrderStoreTest extends OrderStoreContract {
  @TempDir
  Path folder;

  @Override
  protected OrderStore create(Vertx vertx) {
    String url = "sqlite:" + folder.resolve("not/yet/there/orders.db");
    return OrderStores.create(vertx, PostgresFixture.config(url, ""), false);
  }

  @Override
  public void falsify(String product, long total) {
    try (SqliteFile file = SqliteFile.open(folder.resolve("not/yet/there/orders.db"))) {
      file.falsify(product, total);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
