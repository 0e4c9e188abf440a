package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.SqliteFile;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Orders that a node folds by itself when it is told to. */
@ExtendWith(VertxExtension.class)
class OldOrdersTest {
  private static final String FOLDED = "select count(*) from orders where source = 'folded'";

  @TempDir
  Path folder;

  private Path file() {
    return folder.resolve("orders.db");
  }

  private String deploy(Vertx vertx, int keepDays) {
    JsonObject config = new JsonObject()
        .put("store", new JsonObject().put("url", "sqlite:" + file()))
        .put("orders", new JsonObject().put("keepDays", keepDays))
        .put("simulation", new JsonObject().put("enabled", false));
    return await(
        vertx.deployVerticle(new OrdersVerticle(), new DeploymentOptions().setConfig(config)));
  }

  private static JsonObject place(Vertx vertx, String id) {
    JsonObject order = new JsonObject().put("id", "A1").put("amount", 2).put("orderId", id);
    return await(vertx.eventBus().<JsonObject>request("live-orders.place", order))
        .body();
  }

  @Test
  void theyAreFoldedWhileItRunsAndStayKnown(Vertx vertx) throws Exception {
    String first = deploy(vertx, 0);
    assertThat(place(vertx, "old").getLong("total")).isEqualTo(5);
    await(vertx.undeploy(first));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = connection.createStatement()) {
      statement.execute("update orders set placed_at = placed_at - 3 * 86400000");
    }
    await(vertx.undeploy(deploy(vertx, 4)));
    try (SqliteFile store = SqliteFile.open(file())) {
      assertThat(store.number(FOLDED)).isZero();
    }
    deploy(vertx, 2);
    try (SqliteFile store = SqliteFile.open(file())) {
      Await.until("it is folded", () -> store.number(FOLDED) == 1);
    }
    JsonObject repeat = place(vertx, "old");
    assertThat(repeat.getBoolean("duplicate")).isTrue();
    assertThat(repeat.getLong("total")).isEqualTo(5);
    assertThat(place(vertx, "new").getLong("total")).isEqualTo(7);
  }
}
