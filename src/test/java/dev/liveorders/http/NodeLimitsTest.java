package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Limits of a whole node, and what its health tells of them. */
class NodeLimitsTest extends LimitsFixture {
  @Test
  void aNodeThatIsFullSays503() throws Exception {
    start(new JsonObject(), new JsonObject().put("maxConnections", 2));
    awaitNobodyElse();
    try (RawClient one = connectAnswered();
        RawClient two = connectAnswered()) {
      Answer rejected = node.get("/health/live");
      assertThat(rejected.status()).isEqualTo(503);
      assertThat(rejected.header("retry-after")).isEqualTo("1");
      assertThat(rejected.json().getString("detail")).contains("limits.maxConnections");
      for (RawClient served : List.of(one, two)) {
        assertThat(
                served.send(TestNode.text("GET", "/health/live", null)).answer().status())
            .isEqualTo(200);
      }
    }
  }

  /** A connection that is answered; one more of those before it may not be quite closed yet. */
  private RawClient connectAnswered() {
    return Await.until(
        "there is room",
        () -> {
          RawClient client = node.connect();
          if (client.send(TestNode.text("GET", "/health/live", null)).answer().status() == 200) {
            return client;
          }
          client.close();
          return null;
        },
        Objects::nonNull);
  }

  @Test
  void healthHasTheTotalsOfTheNode() throws Exception {
    start(new JsonObject());
    awaitNobodyElse();
    try (RawClient open = node.connect()) {
      open.send(TestNode.text("GET", "/orders/electronics", null, FIRST)).answer();
      JsonObject data = Await.until(
          "this one and the one that asks",
          this::connections,
          connections -> connections.getInteger("open") == 2);
      assertThat(data.getInteger("clients")).isOne();
      assertThat(data.getLong("maxRequestBytes")).isPositive();
    }
  }

  /** Waits until the connections are closed by which it was asked whether it is ready. */
  private void awaitNobodyElse() {
    Await.until("nobody else", () -> connections().getInteger("open") == 1);
  }

  private JsonObject connections() throws IOException {
    return node.get("/health/ready").json().getJsonArray("checks").stream()
        .map(JsonObject.class::cast)
        .filter(check -> check.getString("id").equals("connections"))
        .findFirst()
        .orElseThrow()
        .getJsonObject("data");
  }
}
