package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue in a file that a start reads. */
@ExtendWith(VertxExtension.class)
class CatalogueFileTest {
  @TempDir
  Path folder;

  @Test
  void aCatalogueFileWithFaultsStopsTheStartAndNamesThemAll(Vertx vertx, VertxTestContext test)
      throws Exception {
    Path file = folder.resolve("catalogue.json");
    Files.writeString(file, """
        {"categories":[{"category":"to ols","title":"Tools","prefix":"t"}],
         "products":[{"id":"T1","category":"tools","name":"","rrp":"-1","total":-4}],"extra":1}""");
    JsonObject config = new JsonObject()
        .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
        .put("catalogue", new JsonObject().put("file", file.toString()))
        .put("simulation", new JsonObject().put("enabled", false));
    vertx
        .deployVerticle(new OrdersVerticle(), new DeploymentOptions().setConfig(config))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(cause).isInstanceOf(CatalogueException.class);
          assertThat(cause.getMessage())
              .contains(
                  file.toString(),
                  "extra",
                  "categories[0].category",
                  "categories[0].prefix",
                  "products[0].total");
          test.completeNow();
        })));
  }
}
