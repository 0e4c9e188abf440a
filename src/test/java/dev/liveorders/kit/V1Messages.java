package dev.liveorders.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The messages of {@code live-orders.v1} as tests read them, and its commands. */
public final class V1Messages {
  private V1Messages() {}

  /** The next message of a type, past heartbeats and whatever else. */
  public static JsonObject nextOf(RawSocket socket, String type) throws IOException {
    JsonObject message = next(socket);
    for (int others = 0; !message.getString("type").equals(type); others++) {
      assertThat(others)
          .as("messages before a %s, of which %s is one", type, message)
          .isLessThan(100);
      message = next(socket);
    }
    return message;
  }

  /** The next snapshots, of which the last has this gen. */
  public static List<JsonObject> snapshotsUpTo(int gen, RawSocket socket) throws IOException {
    List<JsonObject> snapshots = new ArrayList<>();
    JsonObject snapshot;
    do {
      snapshot = nextOf(socket, "snapshot");
      snapshots.add(snapshot);
    } while (snapshot.getInteger("gen") < gen);
    return snapshots;
  }

  /** The next message, past pings and pongs. */
  public static JsonObject next(RawSocket socket) throws IOException {
    RawSocket.Frame frame = socket.read();
    while (frame.opcode() != RawSocket.TEXT) {
      if (frame.opcode() == RawSocket.PING) {
        socket.send(RawSocket.PONG, frame.payload());
      }
      frame = socket.read();
    }
    return new JsonObject(frame.text());
  }

  public static List<String> ids(JsonObject message) {
    JsonArray orders = message.getJsonArray("orders");
    assertThat(orders).as("%s", message).isNotNull();
    return orders.stream().map(order -> ((JsonObject) order).getString("id")).toList();
  }

  public static String updateCategory(String payload) {
    return command("update-category", payload);
  }

  public static String command(String name, String payload) {
    return "{\"cmd\":\"" + name + "\",\"payload\":" + payload + "}";
  }
}
