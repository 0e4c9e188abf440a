package dev.liveorders.app;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.model.Catalogue;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit} and {@code explain} beside a node that has its orders in PostgreSQL. */
class PostgresCommandsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Tenant tenant = PostgresServer.shared().newTenant();
  private final OrderStore store = OrderStores.create(vertx, PostgresFixture.config(tenant), false);

  @TempDir
  Path folder;

  private StringWriter said;

  @BeforeEach
  void placeOrders() {
    await(store.open());
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", OrderStoreFixture.ELECTRONICS.name(), 7)))));
    await(store.place(List.of(order("1001", "A1", 5))));
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private int run(String... words) throws Exception {
    JsonObject url = new JsonObject().put("url", tenant.url()).put("password", tenant.password());
    Path conf = folder.resolve("conf.json");
    Files.writeString(conf, new JsonObject().put("store", url).encode());
    said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    String[] all = Arrays.copyOf(words, words.length + 2);
    all[words.length] = "-conf";
    all[words.length + 1] = conf.toString();
    return Main.commandLine(all).setOut(out).setErr(out).execute(all);
  }

  @Test
  void aFalsifiedTotalIsFoundCorrectedAndExplained() throws Exception {
    assertThat(run("audit")).isZero();
    assertThat(said.toString())
        .contains("every total is the sum of its orders", "all sales are the sums of their orders");
    PostgresServer.shared()
        .sql("update " + tenant.name()
            + ".products set total = 4711 where id = 'A1' returning total");
    PostgresServer.shared()
        .sql("update " + tenant.name()
            + ".sales set amount = 99 where product_id = 'A1' returning 1");

    assertThat(run("audit")).isEqualTo(1);
    assertThat(said.toString())
        .contains("the total of \"A1\" is 4711, and its orders add up to 12", "1 total differs")
        .contains("the sales of \"A1\" in the minute from", "1 time of sales differs");

    assertThat(run("audit", "--repair")).isZero();
    assertThat(said.toString()).contains("12; it was corrected to that", "1 total was corrected");
    assertThat(run("audit")).isZero();
    assertThat(run("explain", "A1", "--limit", "2")).isZero();
    assertThat(said.toString().lines())
        .anyMatch(line -> line.contains("A1 of electronics has the total 12"))
        .anyMatch(line -> line.contains("audit") && line.contains("from-4711-to-12"))
        .anyMatch(line -> line.contains("1001"))
        .anyMatch(line -> line.contains("explain --before"));
  }

  @Test
  void correctedTotalsAreListedAlsoWhenSalesCannotBeCorrected() throws Exception {
    String schema = tenant.name() + ".";
    PostgresServer.shared().sql("update " + schema + "products set total = 4711 where id = 'A1'");
    PostgresServer.shared().sql("alter function " + schema + "sales_differences_v1 rename to gone");
    assertThat(run("audit", "--repair")).isEqualTo(1);
    assertThat(said.toString())
        .containsSubsequence("12; it was corrected to that", "1 total was corrected", "schema");
  }

  @Test
  void productThatDoesNotExistIsNamed() throws Exception {
    assertThat(run("explain", "ZZ9")).isEqualTo(1);
    assertThat(said.toString()).contains("\"ZZ9\"");
  }
}
