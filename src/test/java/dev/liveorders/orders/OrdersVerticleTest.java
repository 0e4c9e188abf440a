package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.SqliteFile;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.Checkpoint;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The verticle as a customer's script uses it: deployed alone, spoken to over the bus in plain JSON. */
@ExtendWith(VertxExtension.class)
class OrdersVerticleTest {
  @TempDir
  Path folder;

  private JsonObject config;

  @BeforeEach
  void configure() {
    config = new JsonObject()
        .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
        .put("simulation", new JsonObject().put("enabled", false));
  }

  @Test
  void anOrderIsAnsweredWithTheNewTotal(Vertx vertx, VertxTestContext test) {
    deploy(vertx)
        .compose(id -> request(vertx, "live-orders.place", order("A1", 3, "1001")))
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          assertThat(answer.getBoolean("ok")).isTrue();
          assertThat(answer.getString("id")).isEqualTo("A1");
          assertThat(answer.getLong("total")).isEqualTo(6);
          assertThat(answer.getLong("seq")).isPositive();
          assertThat(answer.containsKey("duplicate")).isFalse();
          test.completeNow();
        })));
  }

  @Test
  void aRepeatIsCountedOnceAndSaysSo(Vertx vertx, VertxTestContext test) {
    deploy(vertx)
        .compose(id -> request(vertx, "live-orders.place", order("A1", 3, "1001")))
        .compose(first -> request(vertx, "live-orders.place", order("A1", 3, "1001")))
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          assertThat(answer.getLong("total")).isEqualTo(6);
          assertThat(answer.getBoolean("duplicate")).isTrue();
          test.completeNow();
        })));
  }

  @Test
  void rejectionsFailWithTheHttpStatusAsCode(Vertx vertx, VertxTestContext test) {
    Checkpoint all = test.checkpoint(5);
    deploy(vertx)
        .compose(id -> request(vertx, "live-orders.place", order("A2", 1, "2002")))
        .onComplete(test.succeeding(placed -> {
          expectFailure(vertx, test, all, order("Z9", 1, "1"), 404, "Z9");
          expectFailure(vertx, test, all, order("A2", 2, "2002"), 422, "2002");
          expectFailure(vertx, test, all, order("A2", -100, "3"), 409, "A2");
          expectFailure(vertx, test, all, order("A2", 0, "4"), 400, "amount");
          expectFailure(
              vertx, test, all, new JsonObject().put("id", "A2").put("amount", 3.0), 400, "3.0");
        }));
  }

  @Test
  void severalOrdersShareOneCommit(Vertx vertx, VertxTestContext test) {
    JsonArray orders =
        new JsonArray().add(order("A1", 1, "9")).add(order("B1", 2, "9")).add(order("Z9", 1, "9"));
    deploy(vertx)
        .compose(id -> request(vertx, "live-orders.place", new JsonObject().put("orders", orders)))
        .onComplete(test.succeeding(answer -> test.verify(() -> {
          JsonArray answers = answer.getJsonArray("orders");
          assertThat(answers.getJsonObject(0).getLong("total")).isEqualTo(4);
          assertThat(answers.getJsonObject(1).getLong("total")).isEqualTo(103);
          assertThat(answers.getJsonObject(1).getLong("seq"))
              .isEqualTo(answers.getJsonObject(0).getLong("seq"));
          assertThat(answers.getJsonObject(2).getBoolean("ok")).isFalse();
          assertThat(answers.getJsonObject(2).getInteger("status")).isEqualTo(404);
          test.completeNow();
        })));
  }

  @Test
  void everyChangeIsPublishedForScriptsOfItsCategoryOnly(Vertx vertx, VertxTestContext test) {
    Checkpoint both = test.checkpoint(2);
    vertx
        .eventBus()
        .<JsonObject>consumer(
            "orders.confectionery",
            change -> test.verify(() -> {
              assertThat(change.body().getString("id")).isEqualTo("B1");
              assertThat(change.body().getLong("total")).isEqualTo(106);
              assertThat(change.body().getLong("seq")).isPositive();
              both.flag();
            }));
    vertx
        .eventBus()
        .<JsonObject>consumer(
            "orders.electronics",
            change -> test.verify(() -> {
              assertThat(change.body().getString("id")).as("the first it hears").isEqualTo("A1");
              both.flag();
            }));
    deploy(vertx)
        .compose(id -> request(vertx, "live-orders.place", order("B1", 5, "1")))
        .compose(placed -> request(vertx, "live-orders.place", order("A1", 1, "2")))
        .onFailure(test::failNow);
  }

  @Test
  void theSimulatorOrdersOneToSevenOfAnyProductAlsoOfNewOnes(Vertx vertx, VertxTestContext test) {
    config.put(
        "simulation",
        new JsonObject().put("enabled", true).put("periodMillis", 10).put("history", false));
    JsonObject product =
        new JsonObject().put("category", "garden").put("name", "Rake").put("rrp", "12.00");
    List<Long> totals = new ArrayList<>(List.of(0L));
    vertx
        .eventBus()
        .<JsonObject>consumer(
            "orders.garden",
            change -> test.verify(() -> {
              long total = change.body().getLong("total");
              if (total > 0) {
                assertThat(total).isGreaterThan(totals.get(totals.size() - 1));
                totals.add(total);
              }
              if (totals.size() == 5) {
                assertAmountsBetween1And7(); // a commit may have several orders
                test.completeNow();
              }
            }));
    deploy(vertx)
        .compose(id -> request(
            vertx,
            "live-orders.categories.put",
            new JsonObject().put("category", "garden").put("title", "Garden").put("prefix", "G")))
        .compose(created -> request(vertx, "live-orders.products.add", product))
        .onComplete(test.succeeding(
            added -> test.verify(() -> assertThat(added.getString("id")).isEqualTo("G1"))));
  }

  private void assertAmountsBetween1And7() throws SQLException {
    try (SqliteFile file = SqliteFile.open(folder.resolve("orders.db"))) {
      String simulated = " from orders where source = 'simulation'";
      assertThat(file.number("select min(amount)" + simulated)).isPositive();
      assertThat(file.number("select max(amount)" + simulated)).isLessThanOrEqualTo(7);
    }
  }

  @Test
  void theBoardIsEverythingOrWhatChanged(Vertx vertx, VertxTestContext test) {
    deploy(vertx)
        .compose(id -> request(vertx, "live-orders.board", new JsonObject()))
        .compose(everything -> {
          test.verify(() -> assertThat(everything.getJsonArray("products")).hasSize(12));
          JsonObject position = new JsonObject()
              .put("epoch", everything.getString("epoch"))
              .put("since", everything.getLong("to"));
          return request(vertx, "live-orders.place", order("A2", 1, "1"))
              .compose(placed -> request(vertx, "live-orders.board", position));
        })
        .onComplete(test.succeeding(changes -> test.verify(() -> {
          assertThat(changes.getJsonArray("products")).isEmpty();
          assertThat(changes.getJsonArray("totals")).hasSize(1);
          assertThat(changes.getJsonArray("totals").getJsonObject(0).getLong("total"))
              .isEqualTo(8);
          test.completeNow();
        })));
  }

  @Test
  void stoppingCommitsWhatWasAcceptedAndStartingAgainFindsIt(Vertx vertx, VertxTestContext test) {
    deploy(vertx)
        .compose(id -> {
          List<Future<?>> placed = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            placed.add(request(vertx, "live-orders.place", order("A1", 1, "order-" + i)));
          }
          return vertx.undeploy(id).compose(stopped -> Future.join(placed)
              .transform(outcome -> Future.succeededFuture(
                  placed.stream().filter(Future::succeeded).count())));
        })
        .compose(acknowledged -> deploy(vertx)
            .compose(id -> request(vertx, "live-orders.board", new JsonObject()))
            .map(board -> {
              JsonObject a1 = board.getJsonArray("products").stream()
                  .map(JsonObject.class::cast)
                  .filter(product -> product.getString("id").equals("A1"))
                  .findFirst()
                  .orElseThrow();
              test.verify(() -> assertThat(a1.getLong("total")).isEqualTo(3 + acknowledged));
              return acknowledged;
            }))
        .onComplete(test.succeeding(done -> test.completeNow()));
  }

  private static void expectFailure(
      Vertx vertx,
      VertxTestContext test,
      Checkpoint all,
      JsonObject message,
      int code,
      String part) {
    request(vertx, "live-orders.place", message)
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(cause)
              .isInstanceOfSatisfying(
                  ReplyException.class, reply -> assertThat(reply.failureCode()).isEqualTo(code));
          assertThat(cause).hasMessageContaining(part);
          all.flag();
        })));
  }

  private static JsonObject order(String product, int amount, String id) {
    return new JsonObject().put("id", product).put("amount", amount).put("orderId", id);
  }

  private Future<String> deploy(Vertx vertx) {
    return vertx.deployVerticle(new OrdersVerticle(), new DeploymentOptions().setConfig(config));
  }

  private static Future<JsonObject> request(Vertx vertx, String address, JsonObject message) {
    return vertx.eventBus().<JsonObject>request(address, message).map(reply -> reply.body());
  }
}
