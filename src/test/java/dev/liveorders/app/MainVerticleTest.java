package dev.liveorders.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.http.HttpVerticle;
import dev.liveorders.kit.TokenIssuer;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.deployment.Deployment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole node, of several event loops. */
class MainVerticleTest {
  private static final String PASSWORD = "s3cret-of-the-store";
  private static final int SECONDS = 20;
  private static final int WATCHERS = 40;

  @TempDir
  static Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MainVerticle main = new MainVerticle();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void thePasswordOfTheStoreIsWithWhoHandsItOnAndWhoNeedsItOnly() throws Exception {
    deploy();
    assertThat(verticles("")).contains(HttpVerticle.class);
    assertThat(verticles(PASSWORD))
        .containsExactlyInAnyOrder(MainVerticle.class, OrdersVerticle.class);
  }

  @Test
  void theSecretOfTokensIsWithWhoHandsItOnAndWhoVerifiesThemOnly() throws Exception {
    deploy();
    assertThat(verticles("")).contains(OrdersVerticle.class);
    assertThat(verticles(TokenIssuer.SECRET)).containsOnly(MainVerticle.class, HttpVerticle.class);
  }

  /** Lists the classes of the verticles in whose configuration a text stands. */
  private List<Object> verticles(String text) {
    List<Object> knowing = new ArrayList<>();
    for (String id : vertx.deploymentIDs()) {
      Deployment deployment =
          ((VertxInternal) vertx).deploymentManager().deployment(id).deployment();
      if (deployment.options().getConfig().encode().contains(text)) {
        deployment.instances().forEach(verticle -> knowing.add(verticle.getClass()));
      }
    }
    return knowing;
  }

  @Test
  void healthSpeaksOfAllEventLoops() throws Exception {
    deploy();
    WebSocketClient watchers = vertx.createWebSocketClient();
    List<Future<WebSocket>> sockets = new ArrayList<>();
    for (int i = 0; i < WATCHERS; i++) {
      sockets.add(watchers.connect(main.port(), "127.0.0.1", "/orders/electronics"));
    }
    await(Future.all(sockets));
    JsonObject health = new JsonObject(get("/health/ready"));
    JsonObject watching = health.getJsonArray("checks").getJsonObject(3);
    assertThat(watching.getString("id")).isEqualTo("watchers");
    assertThat(watching.getJsonObject("data").getInteger("connected")).isEqualTo(WATCHERS);
  }

  @Test
  void whatWasWrittenOnOneConnectionIsReadOnAllOthersThatAskForIt() throws Exception {
    deploy();
    for (int i = 0; i < 20; i++) {
      JsonObject order = new JsonObject(post("/orders/A1", "{\"amount\":1}"));
      String query = "/orders/electronics?ids=A1&at-least=" + order.getLong("seq");
      for (int connection = 0; connection < 5; connection++) {
        JsonObject totals = new JsonObject(get(query));
        assertThat(totals.getJsonArray("orders").getJsonObject(0).getLong("total"))
            .isEqualTo(order.getLong("total"));
      }
    }
  }

  @Test
  void aRehearsalIsNothingThatTheNodeHasSeen() throws Exception {
    deploy(folder.resolve("rehearsed.db"), 300);
    JsonObject totals = new JsonObject(get("/orders/electronics"));
    assertThat(totals.getLong("seq")).as("the catalogue's commit").isEqualTo(1);
    assertThat(totals.getJsonArray("orders").encode())
        .isEqualTo("[{\"id\":\"A1\",\"total\":3},{\"id\":\"A2\",\"total\":7}]");
    assertThat(new JsonArray(get("/categories"))).hasSize(4);
    assertThat(get("/health/ready")).contains("\"connected\":0");
  }

  private void deploy() throws Exception {
    deploy(folder.resolve("orders.db"), 0);
  }

  private void deploy(Path store, int rehearsalMillis) throws Exception {
    JsonObject config = new JsonObject()
        .put("http", new JsonObject().put("port", 0).put("instances", 3))
        .put("store", new JsonObject().put("url", "sqlite:" + store).put("password", PASSWORD))
        .put("access", new JsonObject().put("tokenSecret", TokenIssuer.SECRET))
        .put("rehearsal", new JsonObject().put("millis", rehearsalMillis))
        .put("simulation", new JsonObject().put("enabled", false));
    await(vertx.deployVerticle(main, new DeploymentOptions().setConfig(config)));
  }

  /** On a connection of its own, which may be any event loop's. */
  private String get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString())
        .body();
  }

  private String post(String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + main.port() + path);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }
}
