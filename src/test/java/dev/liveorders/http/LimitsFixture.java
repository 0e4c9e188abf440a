package dev.liveorders.http;

import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;

/** A node with limits, whose script accepts every order. */
abstract class LimitsFixture {
  /** The header by which a proxy names a client. */
  static final String FIRST = "X-Forwarded-For: 198.51.100.7, 192.0.2.1";

  TestNode node;

  @AfterEach
  void close() {
    node.close();
  }

  /** Starts a node behind a proxy of this machine. */
  final void start(JsonObject limits) {
    start(new JsonObject().put("trustedProxies", new JsonArray().add("127.0.0.1")), limits);
  }

  final void start(JsonObject http, JsonObject limits) {
    node = new TestNode(http)
        .with("limits", limits)
        .with("access", new JsonObject().put("open", true)); // as others come by the proxy
    startScripted();
  }

  /** Starts the node that a test has made itself. */
  final void startScripted() {
    node.orders()
        .withBoard()
        .onPlace(request -> request.reply(ScriptedOrders.accepted("A1", 6, 0)));
    node.startReady();
  }
}
