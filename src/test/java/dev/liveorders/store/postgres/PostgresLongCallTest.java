package dev.liveorders.store.postgres;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.model.Order;
import dev.liveorders.model.Order.Source;
import dev.liveorders.store.OrderStoreFixture;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done for all orders, in a store that takes longer for it than an order may take. */
class PostgresLongCallTest extends StoreBehindProxy {
  private final PostgresStoreTables tables = new PostgresStoreTables(tenant);

  /** Makes each commit take longer than the server and a node wait for an order. */
  private void slowDown() {
    reopen(PostgresFixture.withShortCalls(urlOfProxy(), tenant.password()));
    tables.sql("create function linger() returns trigger language plpgsql as"
        + " 'begin perform pg_sleep(2.2); return null; end'");
    tables.sql("create trigger slow after update on ledger"
        + " for each statement execute function linger()");
  }

  @Test
  void simulatedOrdersAreTakenBack() {
    await(store.place(List.of(Order.withoutKey(OrderStoreFixture.A1, 5, Source.SIMULATION))));
    slowDown();
    assertThat(await(store.takeBack(Source.SIMULATION)).answer()).hasSize(1);
    assertOrdersHaveTheirLimit();
  }

  @Test
  void totalsAreCorrected() {
    tables.sql("update products set total = 99 where id = 'A1'");
    slowDown();
    assertThat(await(store.audit().repair()).answer()).hasSize(1);
    assertOrdersHaveTheirLimit();
  }

  @Test
  void salesAreCorrected() {
    tables.sql("update sales set amount = 99 where product_id = 'A1'");
    slowDown();
    assertThat(await(store.audit().repairSales()).answer()).isNotEmpty();
    assertOrdersHaveTheirLimit();
  }

  @Test
  void whoIsGoneKeepsNobodyWaiting() {
    tables.sql("update products set total = 99 where id = 'A1'");
    tables.sql("create function linger() returns trigger language plpgsql as"
        + " 'begin perform pg_sleep(600); return null; end'");
    tables.sql("create trigger slow after update on products"
        + " for each statement execute function linger()");
    Future<?> gone = store.audit().repair();
    String waiting = "select count(*) from pg_stat_activity where usename = '" + tenant.name()
        + "' and wait_event = 'PgSleep'";
    Await.until("it holds the ledger", () -> server.sql(waiting).equals("1"));
    proxy.cut();
    Await.until("the server notices", () -> server.sql(waiting).equals("0"));
    assertThat(failure(gone)).isNotNull();
  }

  /** Asks the session itself: where both stand still for long enough, the node gives up before the server does. */
  private void assertOrdersHaveTheirLimit() {
    tables.sql("create or replace function linger() returns trigger language plpgsql as"
        + " $$begin raise exception 'limit: %', current_setting('statement_timeout'); end$$");
    assertThat(failure(store.place(List.of(OrderStoreFixture.order("slow", "A1", 1)))))
        .hasMessageContaining("limit: 1s");
  }

  @Test
  void salesThatAreRightAreReadWithoutKeepingOrdersWaiting() {
    slowDown();
    tables.sql("alter function repair_sales_v1 rename to locking");
    assertThat(await(store.audit().repairSales()).commit()).isEmpty();
  }

  @Test
  void whatFailsLeavesTheConnectionAsItWas() {
    tables.sql("alter function take_back_v1 rename to gone");
    assertThat(failure(store.takeBack(Source.SIMULATION)).outcomeKnown()).isTrue();
    assertThat(place("next", 1)).isEqualTo(OrderStoreFixture.counted("A1", 5, 3));
  }
}
