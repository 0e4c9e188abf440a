package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The memory that live lists need together. */
class ListMemoryTest {
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";

  private TestNode node;
  private SoldOrders orders;

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

  private RawSocket open(String path) throws Exception {
    return node.upgrade(path, V1);
  }

  private Answer handshake(String path) throws Exception {
    return node.get(
        path,
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        V1);
  }

  /** The next message that is a list. */
  private static JsonObject list(RawSocket socket) throws Exception {
    JsonObject message = new JsonObject(socket.readText());
    while (message.getString("type").equals("heartbeat")) {
      message = new JsonObject(socket.readText());
    }
    return message;
  }

  @Test
  void listsThatNeedTooMuchMemoryTogetherAreTurnedAway() throws Exception {
    String ids = IntStream.range(0, 200).mapToObj(i -> "A" + i).collect(Collectors.joining(","));
    List<RawSocket> open = new ArrayList<>();
    try (RawSocket kept = open("/top")) {
      list(kept);
      Answer refused = null;
      while (open.size() < 200 && refused == null) {
        String path = "/trends?span=7d&ids=B1,X" + open.size() + "," + ids.substring(6);
        Answer answer = handshake(path);
        refused = answer.status() == 101 ? null : answer;
        if (refused == null) {
          open.add(open(path));
        }
      }
      assertThat(refused.json().getString("type")).endsWith(":node-full");
      assertThat(open).hasSizeBetween(50, 150);
      try (RawSocket shared = open("/top")) {
        assertThat(list(shared).getString("type")).isEqualTo("top");
      }
    } finally {
      for (RawSocket socket : open) {
        socket.close();
      }
    }
  }
}
