package dev.liveorders.app;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.store.OrderStoreFixture.draft;
import static dev.liveorders.store.OrderStoreFixture.order;
import static dev.liveorders.store.OrderStoreFixture.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.json.OrderJson;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.model.Buckets;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer.Accepted;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStoreFixture;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Slice;
import dev.liveorders.store.postgres.PostgresFixture;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that are exported beside a server, and placed again elsewhere. */
class ExportCommandTest {
  private static final CategoryName ELECTRONICS = OrderStoreFixture.ELECTRONICS.name();
  private static final long LARGE = 2_500_000_007L;

  private final Vertx vertx = Vertx.vertx();
  private final StringWriter said = new StringWriter();

  @TempDir
  Path folder;

  private Path orders;
  private Path catalogue;
  private OrderStore store;

  @BeforeEach
  void openStore() {
    orders = folder.resolve("orders.ndjson");
    catalogue = folder.resolve("catalogue.json");
    store = OrderStores.create(vertx, PostgresFixture.config("sqlite:" + database(), ""), false);
    await(store.open());
    await(store.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", ELECTRONICS, LARGE), product("A2", ELECTRONICS, 0)))));
    await(store.place(List.of(order("1", "A1", -1_000_000_000), order("2", "A2", 2))));
  }

  @AfterEach
  void close() {
    await(store.close());
    await(vertx.close());
  }

  private Path database() {
    return folder.resolve("orders.db");
  }

  private int export(String... words) throws Exception {
    Path conf = Files.writeString(
        folder.resolve("conf.json"),
        new JsonObject()
            .put("store", new JsonObject().put("url", "sqlite:" + database()))
            .encode());
    String[] all = new String[words.length + 3];
    all[0] = "export";
    System.arraycopy(words, 0, all, 1, words.length);
    all[words.length + 1] = "-conf";
    all[words.length + 2] = conf.toString();
    return Main.commandLine(all).setErr(new PrintWriter(said)).execute(all);
  }

  private List<Order> exported() throws Exception {
    return Files.readAllLines(orders).stream()
        .map(line -> OrderJson.read(new JsonObject(line)))
        .toList();
  }

  @Test
  void anotherStoreHasTheSameTotalsThenHoweverOftenTheyAreSent() throws Exception {
    assertThat(export(orders.toString(), "--catalogue", catalogue.toString())).isZero();
    assertThat(said.toString()).contains("exported 5 lines, up to commit 2 of epoch");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(orders)))
        .isEqualTo("rw-------");
    OrderStore other = OrderStores.create(
        vertx, PostgresFixture.config(PostgresServer.shared().newTenant()), false);
    await(other.open());
    JsonObject products = new JsonObject(Files.readString(catalogue));
    assertThat(products.getJsonArray("categories")).hasSize(1);
    assertThat(products.getJsonArray("products")).hasSize(2);
    assertThat(products.getJsonArray("products").getJsonObject(0))
        .isEqualTo(new JsonObject()
            .put("id", "A1")
            .put("category", "electronics")
            .put("name", "Name of A1")
            .put("rrp", "22.40")
            .put("info", "Info"));
    await(other.seed(new Catalogue(
        List.of(OrderStoreFixture.ELECTRONICS),
        List.of(product("A1", ELECTRONICS, 0), product("A2", ELECTRONICS, 0)))));
    List<Order> lines = exported();
    assertThat(await(other.place(lines)).answer())
        .allSatisfy(answer -> assertThat(answer).isInstanceOf(Accepted.class));
    assertThat(await(other.place(lines)).commit()).isEmpty();
    assertThat(await(other.changesSince(0)).products())
        .extracting(Product::total)
        .containsExactlyInAnyOrder(LARGE - 1_000_000_000, 2L);
    assertThat(soldToday(other)).isEqualTo(soldToday(store)).hasSize(2);
    await(other.close());
  }

  private static Map<ProductId, Buckets> soldToday(OrderStore store) {
    Map<ProductId, Buckets> days = new HashMap<>();
    await(store.changesSince(0))
        .sales()
        .history()
        .orElseThrow()
        .products()
        .forEach((id, history) -> days.put(id, history.days()));
    return days;
  }

  @Test
  void whatIsRetiredIsExportedWithTheRequestsThatRetireItInTheOtherStore() throws Exception {
    Category toys = new Category(new CategoryName("toys"), "Toys", "T");
    await(store.put(toys));
    await(store.add(draft("T1", toys)));
    await(store.add(draft("rabbit *1", toys)));
    assertThat(export(orders.toString(), "--catalogue", catalogue.toString())).isZero();
    assertThat(said.toString()).doesNotContain("retire", "curl");
    await(store.retire(ELECTRONICS, new ProductId("A2")));
    await(store.retire(toys.name(), new ProductId("rabbit *1")));
    await(store.retire(toys.name()));
    assertThat(export(orders.toString(), "--catalogue", catalogue.toString(), "--replace"))
        .isZero();
    assertThat(said.toString()).contains("retire them in the other store after its last orders");
    assertThat(said.toString().lines().filter(line -> line.startsWith("curl")))
        .containsExactly(
            "curl -sfS -X DELETE localhost:3000/products/electronics/A2",
            "curl -sfS -X DELETE localhost:3000/products/toys/rabbit%20%2A1",
            "curl -sfS -X DELETE localhost:3000/categories/toys");
    JsonObject exported = new JsonObject(Files.readString(catalogue));
    assertThat(exported.getJsonArray("products"))
        .as("or their orders would be rejected")
        .hasSize(4);
    assertThat(exported.getJsonArray("categories")).hasSize(2);
    assertThat(exported()).extracting(order -> order.product().value()).contains("A2");
  }

  @Test
  void whatCameLaterIsExportedByItself() throws Exception {
    assertThat(export(orders.toString())).isZero();
    long at = await(store.place(List.of(order("3", "A2", 5))))
        .commit()
        .orElseThrow()
        .sales()
        .at();
    assertThat(export(orders.toString(), "--since", "2")).isEqualTo(1);
    assertThat(said.toString()).contains("there is a file " + orders, "--replace");
    assertThat(export(orders.toString(), "--since", "2", "--replace")).isZero();
    assertThat(exported()).containsExactly(order("3", "A2", 5).at(at));
    assertThat(said.toString()).contains("exported 1 lines, up to commit 3", "--since 3");
  }

  @Test
  void aPartThatWouldNotBeRightIsNotExported() throws Exception {
    assertThat(export(orders.toString(), "--since", "9")).isEqualTo(1);
    assertThat(said.toString()).contains("--since: the store is at commit 2, before 9");
    assertThat(export(orders.toString(), "--since", "-1")).isEqualTo(2);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database());
        var statement = connection.createStatement()) {
      statement.execute("update orders set placed_at = 0");
    }
    await(store.retention().fold(new Slice(Cursor.START, 100), 1));
    assertThat(export(orders.toString(), "--since", "1")).isEqualTo(1);
    assertThat(said.toString()).contains("were folded", "export all");
    assertThat(orders).doesNotExist();
    assertThat(export(orders.toString())).isZero();
    assertThat(exported())
        .contains(order("folded-1970-01-01", "A2", 2).at(Duration.ofHours(12).toMillis()));
  }
}
