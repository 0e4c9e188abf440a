package dev.liveorders.http;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A node whose lists a test changes by orders, and sockets of {@code live-orders.v1} that watch them. */
abstract class LiveListsFixture {
  static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";

  TestNode node;
  SoldOrders orders;

  @BeforeEach
  void start() {
    node = new TestNode().with("live", new JsonObject().put("pingMillis", 300));
    orders = SoldOrders.of(node);
    node.startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  final RawSocket open(String path) throws Exception {
    return node.upgrade(path, V1);
  }

  /** Asks for a socket, and returns the answer to the handshake. */
  final Answer handshake(String path, String... headers) throws Exception {
    String[] all = new String[headers.length + 4];
    System.arraycopy(headers, 0, all, 4, headers.length);
    all[0] = "Upgrade: websocket";
    all[1] = "Connection: Upgrade";
    all[2] = "Sec-WebSocket-Version: 13";
    all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    return node.get(path, all);
  }

  /** The next message that is a list. */
  static JsonObject list(RawSocket socket) throws Exception {
    return new JsonObject(socket.readText());
  }
}
