package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** The lines that a node logs of who may not do what was asked. */
class RejectionLogTest {
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
