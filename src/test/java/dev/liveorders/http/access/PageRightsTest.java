package dev.liveorders.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.SimulatesMessage;
import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Keys;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import dev.liveorders.kit.TokenIssuer;
import dev.liveorders.model.Scope;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page is told of its server beside the rights to change something. */
class PageRightsTest {
  @Test
  void whoMayLookOnlyWithATokenIsToldWhetherHeHasShownOne(@TempDir Path folder) throws Exception {
    TokenIssuer issuer = TokenIssuer.of("HS256");
    Path secret = TokenIssuer.write(folder.resolve("secret"), TokenIssuer.SECRET);
    JsonObject access =
        new JsonObject().put("read", "token").put("tokenSecretFile", secret.toString());
    try (TestNode node = new TestNode().with("access", access)) {
      SoldOrders.of(node);
      Keys keys = new Keys(node.vertx());
      node.startReady();
      assertThat(node.get("/access").json().getBoolean("read")).isFalse();
      assertThat(read(node, bearer(issuer.token("electronics")))).isTrue();
      assertThat(read(node, Keys.header(keys.add("wall", Scope.REPORTS)))).isTrue();
      Answer late = node.get("/access", bearer(issuer.expiringToken(-1, "*")));
      assertThat(late.status()).isEqualTo(401);
      assertThat(late.json().getString("detail")).contains("expired");
    }
  }

  @Test
  void itIsToldThatOrdersAreSimulatedForAsLongAsTheyAre() throws Exception {
    AtomicBoolean simulates = new AtomicBoolean(true);
    try (TestNode node = new TestNode().with("simulation", new JsonObject().put("enabled", true))) {
      new Bus(node.vertx())
          .serve(SimulatesMessage.ENDPOINT, question -> Future.succeededFuture(simulates.get()));
      node.start();
      assertThat(node.get("/access").json().getBoolean("simulated")).isTrue();
      simulates.set(false);
      assertThat(node.get("/access").json().containsKey("simulated")).isFalse();
    }
    try (TestNode node = new TestNode()) {
      node.start();
      assertThat(node.get("/access").json().containsKey("simulated"))
          .as("nobody there to ask")
          .isFalse();
    }
  }

  private static boolean read(TestNode node, String header) throws Exception {
    return node.get("/access", header).json().getBoolean("read");
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  @Test
  void whereEverybodyMayLookThereIsNoSuchQuestionAndACurrencyWhereOneIsConfigured()
      throws Exception {
    try (TestNode node = new TestNode().with("page", new JsonObject().put("currency", "CHF"))) {
      node.start();
      JsonObject told = node.get("/access").json();
      assertThat(told.containsKey("read")).isFalse();
      assertThat(told.getString("currency")).isEqualTo("CHF");
    }
    try (TestNode node = new TestNode()) {
      node.start();
      assertThat(node.get("/access").json().containsKey("currency")).isFalse();
    }
  }
}
