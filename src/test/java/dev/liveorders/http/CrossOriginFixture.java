package dev.liveorders.http;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Nodes that pages of other origins ask: one as it comes, and a shop that lists origins. */
abstract class CrossOriginFixture {
  static TestNode node;
  static TestNode shop;

  @BeforeAll
  static void start() throws Exception {
    node = scripted(new JsonObject());
    shop = scripted(new JsonObject()
        .put("publicHosts", new JsonArray().add("totals.shop.example"))
        .put(
            "allowedOrigins",
            new JsonArray()
                .add("https://blog.example:443")
                .add("https://*.partner.example")
                .add("http://localhost:*")
                .add("null"))
        .put("orderOrigins", new JsonArray().add("https://Shop.example")));
  }

  @AfterAll
  static void stop() {
    node.close();
    shop.close();
  }

  /** Starts a node whose script accepts every order. */
  static TestNode scripted(JsonObject http) {
    TestNode node = new TestNode(http);
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 42)));
    return node.startReady();
  }

  /** Asks for a socket, and returns the answer to the handshake. */
  static Answer socket(TestNode node, String... headers) throws Exception {
    String[] all =
        Stream.of(WatchTest.UPGRADE, headers).flatMap(Arrays::stream).toArray(String[]::new);
    try (RawClient wire = node.connect()) {
      wire.send(TestNode.text("GET", "/orders/electronics", null, all));
      Answer head = wire.head();
      return head.status() == 101
          ? head
          : new Answer(head.status(), head.headers(), wire.body(head));
    }
  }
}
