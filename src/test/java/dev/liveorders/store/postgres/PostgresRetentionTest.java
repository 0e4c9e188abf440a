package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ids that a store with many of them forgets, slice by slice. */
class PostgresRetentionTest extends StoreOfTenant {
  private static final String LEAST = "00000000-0000-0000-0000-000000000000";

  private final PostgresStoreTables tables = new PostgresStoreTables(tenant);
  private final OrderStore store = OrderStores.create(vertx, PostgresFixture.config(tenant), false);

  @BeforeEach
  void open() {
    await(store.open());
  }

  @AfterEach
  void close() {
    await(store.close());
  }

  private Outcome forget(Cursor after, int rows) {
    return await(store.retention().forget(new Slice(after, rows), 90));
  }

  /** The statistics of the server have what the store's session read when that has ended. */
  @Test
  void aSliceReadsNoIdsOfTheSlicesBefore() {
    tables.sql("insert into remembered select md5(i::text)::uuid, current_date"
        + " from generate_series(1, 10000) i");
    Cursor late = new Cursor("ff000000-0000-0000-0000-000000000000", "");
    assertThat(forget(late, 100).last()).isTrue();
    await(store.close());
    String read = "select coalesce(idx_tup_fetch, 0) from pg_stat_user_tables"
        + " where schemaname = current_schema() and relname = 'remembered'";
    Await.until("the slice is counted", () -> tables.number(read) > 0);
    assertThat(tables.number(read)).isLessThan(100);
  }

  @Test
  void theLeastIdIsForgottenAndTheLastOfASliceIsNotLookedAtAgain() {
    tables.sql("insert into remembered values ('" + LEAST + "', current_date - 91),"
        + " ('00000000-0000-0000-0000-000000000001', current_date),"
        + " ('00000000-0000-0000-0000-000000000002', current_date - 91)");
    Outcome first = forget(Cursor.START, 1);
    assertThat(first).isEqualTo(new Outcome(new Cursor(LEAST, ""), 1, false));
    Outcome second = forget(first.at(), 1);
    assertThat(second.changed()).isZero();
    Outcome third = forget(second.at(), 2);
    assertThat(third).extracting(Outcome::changed, Outcome::last).containsExactly(1, true);
    assertThat(tables.number("select count(*) from remembered")).isEqualTo(1);
  }
}
