package dev.liveorders.http;

import static dev.liveorders.kit.V1Messages.nextOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.MovedClock;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What sold within windows, from orders of long ago to sockets that are told as time passes, by a clock that is
 * moved.
 */
class TimePassesTest {
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String WINDOWS = "windows=1h,24h,7d,today";

  @TempDir
  Path folder;

  private final MovedClock clock =
      new MovedClock(Instant.parse("2025-11-27T10:20:30Z"), ZoneOffset.UTC);
  private TestNode node;

  @BeforeEach
  void start() throws Exception {
    node = new TestNode(new JsonObject())
        .with("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
        .deploy(new OrdersVerticle(clock))
        .startReady();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String item(String id, Duration ago) {
    return "{\"id\":\"" + id + "\",\"amount\":1,\"placedAt\":\""
        + clock.instant().minus(ago) + "\"}";
  }

  private long place(String... items) throws Exception {
    Answer answer = node.post("/orders", "[" + String.join(",", items) + "]");
    JsonArray answers = answer.array();
    assertThat(answers).as(answer.toString()).allMatch(each -> ((JsonObject) each)
        .getBoolean("ok"));
    return answers.getJsonObject(0).getLong("seq");
  }

  private static JsonObject windows(int hour, int day, int week, int today) {
    return new JsonObject().put("1h", hour).put("24h", day).put("7d", week).put("today", today);
  }

  private static JsonObject product(JsonObject message, String id) {
    return message.getJsonArray("orders").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("id").equals(id))
        .findAny()
        .orElseThrow();
  }

  private JsonObject shown(String id) throws Exception {
    return product(node.get("/orders/electronics?" + WINDOWS).json(), id);
  }

  @Test
  void ordersOfLongAgoCountInTheTotalAndInTheWindowsTheyBelongTo() throws Exception {
    long before = shown("A1").getLong("total");
    place(
        item("A1", Duration.ofHours(2)),
        item("A1", Duration.ofHours(25)),
        item("A1", Duration.ofDays(8)));
    assertThat(shown("A1").getLong("total")).isEqualTo(before + 3);
    assertThat(shown("A1").getJsonObject("windows")).isEqualTo(windows(0, 1, 2, 1));
  }

  @Test
  void openSocketsAreToldWhatTimeChangesWithoutAnyOrder() throws Exception {
    place(item("A1", Duration.ofHours(2)), item("A1", Duration.ofHours(25)));
    long placed = place(
        item("A2", Duration.ofMinutes(10)),
        item("A2", Duration.ofMinutes(23 * 60 + 30)),
        item("A2", Duration.ZERO));
    try (RawSocket socket = node.upgrade("/orders/electronics?" + WINDOWS, V1);
        RawClient events = node.connect()) {
      events.send(TestNode.text("GET", "/orders/electronics?" + WINDOWS, null, EVENTS));
      events.head();
      assertThat(events.event()).contains("\"windows\":{\"1h\":2,\"24h\":3,\"7d\":3,\"today\":2}");
      JsonObject snapshot = nextOf(socket, "snapshot");
      assertThat(product(snapshot, "A2").getJsonObject("windows")).isEqualTo(windows(2, 3, 3, 2));

      clock.move(Duration.ofHours(1));

      JsonObject update = nextOf(socket, "update");
      assertThat(update.getLong("seq")).isEqualTo(placed + 1);
      assertThat(update.getJsonArray("orders")).as("A1 has not changed").hasSize(1);
      assertThat(product(update, "A2").getJsonObject("windows")).isEqualTo(windows(0, 2, 3, 2));
      assertThat(events.event()).contains("\"windows\":{\"1h\":0,\"24h\":2,\"7d\":3,\"today\":2}");
      assertThat(shown("A2")).isEqualTo(product(update, "A2"));

      clock.move(Duration.ofDays(9));
      update = nextOf(socket, "update");
      assertThat(update.getJsonArray("orders")).hasSize(2);
      assertThat(product(update, "A2").getJsonObject("windows")).isEqualTo(windows(0, 0, 0, 0));
      clock.move(Duration.ofDays(1));
    }
    assertThat(place(item("A1", Duration.ZERO)))
        .as("when nothing is sold any more nothing is committed")
        .isEqualTo(placed + 3);
  }

  @Test
  void aClockThatIsSetBackTakesNothingBack() throws Exception {
    place(item("A1", Duration.ZERO));
    clock.move(Duration.ofHours(-3));
    place("{\"id\":\"A1\",\"amount\":1}");
    assertThat(shown("A1").getJsonObject("windows")).isEqualTo(windows(2, 2, 2, 2));
  }
}
