package dev.liveorders.store.sqlite;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.sqlite.StoreFiles.place;
import static dev.liveorders.store.sqlite.StoreFiles.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.store.OrderStore;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Slice;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The room that folded orders took is given back. */
class SqliteFreePagesTest {
  private static final int PAGES = 128;
  private static final String PREFIX = "an-id-as-long-as-those-of-many-shops-";

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  private Path file;
  private OrderStore store;

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private void fold() {
    for (int commit = 0; commit < 4; commit++) {
      place(store, PREFIX + commit + "-", 15_000);
    }
    sql(file, "update orders set placed_at = placed_at - 5 * 86400000");
    await(store.retention().fold(new Slice(Cursor.START, 1_000_000), 1));
  }

  private long number(String sql) {
    return Long.parseLong(sql(file, sql));
  }

  @Test
  void aFileOfOursGivesBackAllButAReserve() throws Exception {
    file = folder.resolve("orders.db");
    store = StoreFiles.open(vertx, file);
    fold();
    long pages = number("pragma page_count");
    int slices = 1;
    while (await(store.retention().shrink(PAGES))) {
      slices++;
    }
    assertThat(slices).isGreaterThan(2);
    long given = pages - number("pragma page_count");
    assertThat(given - slices * PAGES).as("those of SQLite's own map of pages").isBetween(0L, 8L);
    assertThat(number("pragma freelist_count")).isBetween(1_024L, 1_024 + pages / 20 + 2 * PAGES);
    assertThat(await(store.retention().shrink(PAGES))).isFalse();
    await(store.close());
    assertThat(Files.size(file)).isEqualTo(4_096 * number("pragma page_count"));
    assertThat(sql(file, "pragma integrity_check")).isEqualTo("ok");
  }

  @Test
  void aFileOfBeforeKeepsItsSizeAndFillsTheRoomAnew() {
    file = folder.resolve("orders.db");
    store = StoreFiles.open(vertx, file);
    await(store.close());
    sql(file, "pragma auto_vacuum = none", "vacuum");
    store = StoreFiles.open(vertx, file);
    fold();
    long pages = number("pragma page_count");
    assertThat(await(store.retention().shrink(PAGES))).isFalse();
    place(store, "new-" + PREFIX, 10_000);
    assertThat(number("pragma page_count")).isEqualTo(pages);
  }
}
