package dev.liveorders.store.sqlite;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.MemoryFolder;
import dev.liveorders.kit.SqliteFile;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreContract;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreReader;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept by SQLite. */
class SqliteOrderStoreTest extends OrderStoreContract {
  @RegisterExtension
  final MemoryFolder folder = new MemoryFolder();

  @Override
  protected OrderStore create(Vertx vertx) {
    return OrderStores.create(vertx, config(), false);
  }

  @Override
  public StoreReader reader() {
    return OrderStores.reader(vertx(), config());
  }

  private AppConfig.Store config() {
    return PostgresFixture.config("sqlite:" + file(), "");
  }

  private Path file() {
    return folder.resolve("not/yet/there/orders.db");
  }

  @Override
  public void age(int days) {
    StoreFiles.sql(
        file(),
        "update orders set placed_at = placed_at - " + days * Duration.ofDays(1).toMillis(),
        "update remembered set day = day - " + days);
  }

  @Override
  public long number(String sql) {
    return Long.parseLong(StoreFiles.sql(file(), sql));
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
