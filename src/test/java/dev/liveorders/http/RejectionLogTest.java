package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Keys;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TestNode;
import dev.liveorders.model.KeyText;
import dev.liveorders.model.Scope;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines that a node logs of who may not do what was asked. */
class RejectionLogTest {
  private static final String ORDER = "{\"amount\":3}";

  @Test
  void whoHasNoKeyAWrongOneOrOneForSomethingElseLeavesALineForMany() throws Exception {
    try (TestNode node = new TestNode()) {
      KeyText shop = new Keys(node.vertx()).add("web-shop", Scope.CATALOGUE);
      KeyText wrong = KeyText.random();
      node.orders().withBoard();
      node.startReady();
      try (LogCapture log = new LogCapture()) {
        for (int i = 0; i < 3; i++) {
          assertThat(node.post("/orders/A1", ORDER).status()).isEqualTo(401);
          assertThat(node.post("/orders/A1", ORDER, Keys.header(wrong)).status())
              .isEqualTo(401);
          assertThat(node.post("/orders/A1", ORDER, Keys.header(shop)).status()).isEqualTo(403);
        }
        List<String> lines = log.messages();
        assertThat(lines)
            .filteredOn(line -> line.startsWith("rejected a request: "))
            .hasSize(3)
            .anyMatch(line -> line.contains("this needs a key with the scope orders"))
            .anyMatch(line -> line.contains("the key lo_" + wrong.id() + "_… is not valid"))
            .anyMatch(
                line -> line.contains("the key web-shop (" + shop.id() + ") may not do this"));
        assertThat(lines)
            .noneMatch(line -> line.contains(wrong.secret()) || line.contains(shop.secret()));
      }
    }
  }

  @Test
  void whoShowsNoTokenWhereOneIsNeededLeavesALine() throws Exception {
    JsonObject access = new JsonObject()
        .put("read", "token")
        .put("tokenSecret", "not-the-secret-of-anybody-but-this-test");
    try (TestNode node = new TestNode().with("access", access)) {
      node.orders().withBoard();
      node.startReady();
      try (LogCapture log = new LogCapture()) {
        assertThat(node.get("/orders/electronics").status()).isEqualTo(401);
        assertThat(log.messages())
            .anyMatch(line -> line.startsWith("rejected a request: ")
                && line.contains("to readers with a token only"));
      }
    }
  }
}
