package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.liveorders.model.Catalogue;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An open store in a file, with A1, and other stores beside it. */
abstract class StoreInFile {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  Path path;
  OrderStore store;
  Position opened;

  @BeforeEach
  void openStore() {
    path = folder.resolve("orders.db");
    store = store(path);
    await(store.open());
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", OrderStoreFixture.ELECTRONICS.name(), 3)))));
    opened = await(store.position());
  }

  @AfterEach
  void closeStore() {
    await(store.close());
    await(vertx.close());
  }

  /** Makes a store that is not open yet. */
  OrderStore store(Path file) {
    return store(file, new SqliteConnector(Duration.ofMillis(200)), Duration.ZERO);
  }

  OrderStore store(Path file, SqliteConnector connector, Duration retryInterval) {
    return new SqliteOrderStore(
        vertx, new SqliteDatabase(file, connector, retryInterval, false), false);
  }

  OrderAnswer place(String id, long amount) {
    return await(store.place(List.of(order(id, "A1", amount)))).answer().get(0);
  }

  static StoreException failure(Future<?> call) {
    return catchThrowableOfType(StoreException.class, () -> await(call));
  }
}
