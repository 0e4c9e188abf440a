package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of a store that is started again, with another catalogue file or without one. */
class CatalogueRestartTest {
  private static final int DEMO_PRODUCTS = 12;

  private final Vertx vertx = Vertx.vertx();

  @TempDir
  Path folder;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aStoreOfAFileStaysAsItIsWithoutTheFile(String kind) throws Exception {
    JsonObject store = store(kind);
    Path file = catalogue("""
        {"categories":[{"category":"tools","title":"Tools","prefix":"A"}],
         "products":[{"id":"A901","category":"tools","name":"Saw","rrp":"9.50","total":4}]}""");
    OrdersReport first = start(store, file.toString());
    assertThat(first.products()).isEqualTo(1);
    OrdersReport again = start(store, "");
    assertThat(again.products()).isEqualTo(1);
    assertThat(again.position()).isEqualTo(first.position());
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aStoreGetsOfAFileWhatIsMissing(String kind) throws Exception {
    JsonObject store = store(kind);
    start(store, "");
    Path file = catalogue("""
        {"categories":[{"category":"tools","title":"Tools","prefix":"T"}],
         "products":[{"id":"T901","category":"tools","name":"Saw","rrp":"9.50"}]}""");
    assertThat(start(store, file.toString()).products()).isEqualTo(DEMO_PRODUCTS + 1);
    assertThat(start(store, "").products()).isEqualTo(DEMO_PRODUCTS + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aDemoIsTheSameAfterARestart(String kind) throws Exception {
    JsonObject store = store(kind);
    OrdersReport first = start(store, "");
    assertThat(first.products()).isEqualTo(DEMO_PRODUCTS);
    OrdersReport again = start(store, "");
    assertThat(again.products()).isEqualTo(DEMO_PRODUCTS);
    assertThat(again.position()).isEqualTo(first.position());
  }

  @Test
  void aStoreThatIsSmallerThanTheDemoStartsWithoutAFile() throws Exception {
    JsonObject store = store("sqlite");
    Path file = catalogue("""
        {"categories":[{"category":"tools","title":"Tools","prefix":"T"}],"products":[]}""");
    start(store, file.toString(), DEMO_PRODUCTS - 1);
    assertThat(start(store, "", DEMO_PRODUCTS - 1).products()).isZero();
    JsonObject another = new JsonObject().put("url", "sqlite:" + folder.resolve("new.db"));
    assertThatThrownBy(() -> start(another, "", DEMO_PRODUCTS - 1))
        .hasStackTraceContaining("limits.maxProducts");
  }

  private JsonObject store(String kind) {
    if (kind.equals("sqlite")) {
      return new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db"));
    }
    Tenant tenant = PostgresServer.shared().newTenant();
    return new JsonObject().put("url", tenant.url()).put("password", tenant.password());
  }

  private Path catalogue(String json) throws Exception {
    return Files.writeString(folder.resolve("catalogue.json"), json);
  }

  /** Starts a node, and stops it. */
  private OrdersReport start(JsonObject store, String catalogueFile) {
    return start(store, catalogueFile, 1_000);
  }

  private OrdersReport start(JsonObject store, String catalogueFile, int maxProducts) {
    OrdersVerticle orders = new OrdersVerticle();
    JsonObject config = new JsonObject()
        .put("store", store)
        .put("catalogue", new JsonObject().put("file", catalogueFile))
        .put("limits", new JsonObject().put("maxProducts", maxProducts))
        .put("simulation", new JsonObject().put("enabled", false));
    String id = await(vertx.deployVerticle(orders, new DeploymentOptions().setConfig(config)));
    await(vertx.undeploy(id));
    return orders.report();
  }
}
