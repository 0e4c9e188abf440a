package dev.liveorders.http;

import static dev.liveorders.kit.V1Messages.next;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SoldOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of what sells as they change, over WebSockets and as events. */
class LiveListsTest extends LiveListsFixture {
  private static final String EVENTS = "Accept: text/event-stream";
  private static final String EPOCH = SoldOrders.EPOCH;

  @Test
  void aListComesAtOnceAndAnewWhenItHasChanged() throws Exception {
    try (RawSocket socket = open("/top?window=1h&limit=1")) {
      assertThat(socket.readText())
          .isEqualTo("{\"type\":\"top\",\"window\":\"1h\",\"epoch\":\"" + EPOCH
              + "\",\"seq\":5,\"at\":\"2026-11-28T12:00:00Z\",\"entries\":[]}");
      long first = orders.order("A1", 9);
      assertThat(list(socket).encode())
          .isEqualTo("{\"type\":\"top\",\"window\":\"1h\",\"epoch\":\"" + EPOCH + "\",\"seq\":"
              + first + ",\"at\":\"2026-11-28T12:00:00Z\",\"entries\":[{\"rank\":1,\"id\":\"A1\","
              + "\"category\":\"electronics\",\"name\":\"Toaster\",\"count\":9}]}");
      orders.order("A2", 1); // which is not the first, and so no news
      orders.pass(60_000);
      long second = orders.order("A2", 20);
      assertThat(list(socket).getLong("seq")).isEqualTo(second);
    }
  }

  @Test
  void whatChangesFastIsGathered() throws Exception {
    try (RawSocket socket = open("/top/electronics")) {
      list(socket);
      for (int i = 0; i < 200; i++) {
        orders.order("A1", 1);
      }
      int messages = 0;
      int count = 0;
      while (count < 200) {
        count = list(socket).getJsonArray("entries").getJsonObject(0).getInteger("count");
        messages++;
      }
      assertThat(messages).as("200 orders in well under a second").isLessThan(6);
    }
  }

  @Test
  void timeAloneTakesProductsOffTheList() throws Exception {
    try (RawSocket socket = open("/top?window=1h")) {
      list(socket);
      orders.order("A1", 1);
      assertThat(list(socket).getJsonArray("entries")).hasSize(1);
      long passed = orders.pass(3_600_000);
      JsonObject after = list(socket);
      assertThat(after.getJsonArray("entries")).isEmpty();
      assertThat(after.getLong("seq")).isEqualTo(passed);
      assertThat(after.getString("at")).isEqualTo("2026-11-28T13:00:00Z");
    }
  }

  @Test
  void trendsOfProductsAndOfAllAndTheLastSales() throws Exception {
    try (RawSocket one = open("/trends/electronics?ids=A1&span=1h");
        RawSocket all = open("/trends");
        RawSocket recent = open("/recent?limit=5")) {
      assertThat(list(one).getString("type")).isEqualTo("trends");
      list(all);
      list(recent);
      long seq = orders.order("A1", 4);
      assertThat(list(one).getJsonObject("series").getJsonArray("A1")).endsWith(4);
      assertThat(list(all).getJsonObject("today").getInteger("amount")).isEqualTo(4);
      assertThat(list(recent).getJsonArray("entries").getJsonObject(0).getLong("seq"))
          .isEqualTo(seq);
    }
  }

  @Test
  void whoHasTheListAsItIsIsSentNothingButItsNextChange() throws Exception {
    orders.order("A1", 2);
    long seq;
    try (RawSocket socket = open("/top")) {
      seq = list(socket).getLong("seq");
      JsonObject heartbeat = next(socket);
      assertThat(heartbeat.getString("type")).isEqualTo("heartbeat");
      assertThat(heartbeat.getLong("seq")).isEqualTo(seq);
    }
    String since = "&epoch=" + EPOCH + "&since=";
    try (RawSocket same = open("/top?limit=10" + since + seq);
        RawSocket older = open("/top?limit=10" + since + (seq - 1));
        RawClient events = node.connect()) {
      events.send(
          TestNode.text("GET", "/top", null, EVENTS, "Last-Event-ID: " + EPOCH + "-" + seq));
      events.head();
      assertThat(events.chunk()).startsWith("retry: ");
      assertThat(list(older).getJsonArray("entries")).hasSize(1);
      long changed = orders.order("A2", 1);
      assertThat(list(same).getLong("seq")).isEqualTo(changed);
      assertThat(events.event()).startsWith("id: " + EPOCH + "-" + changed + "\nevent: top\n");
    }
  }

  @Test
  void asEventsNamedByTheirKind() throws Exception {
    try (RawClient events = node.connect()) {
      events.send(TestNode.text("GET", "/recent", null, EVENTS));
      assertThat(events.head().header("content-type")).isEqualTo("text/event-stream");
      assertThat(events.event())
          .isEqualTo("id: " + EPOCH + "-5\nevent: recent\ndata: {\"type\":\"recent\",\"epoch\":\""
              + EPOCH + "\",\"seq\":5,\"at\":\"2026-11-28T12:00:00Z\",\"sampled\":false,"
              + "\"entries\":[]}\n\n");
      long seq = orders.order("B1", 7);
      assertThat(events.event())
          .startsWith("id: " + EPOCH + "-" + seq + "\nevent: recent\n")
          .contains("\"amount\":7");
    }
  }

  @Test
  void aCategoryThatDoesNotExistIsUnknownUntilItIsCreated() throws Exception {
    try (RawSocket socket = open("/top/garden")) {
      assertThat(list(socket).getBoolean("unknown")).isTrue();
      orders.create("garden", "G");
      JsonObject created = list(socket);
      while (created.getString("type").equals("details")) {
        created = list(socket);
      }
      assertThat(created.containsKey("unknown")).isFalse();
    }
  }

  @Test
  void aSocketChangesOverToTotals() throws Exception {
    try (RawSocket socket = open("/top")) {
      list(socket);
      socket.sendText("{\"cmd\":\"watch\",\"payload\":{\"ids\":[\"A1\"]}}");
      assertThat(list(socket).getString("type")).isEqualTo("snapshot");
      orders.order("A1", 1);
      assertThat(list(socket).getString("type")).isEqualTo("update");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/top", "/top/electronics", "/trends", "/recent"})
  void aSocketWithoutTheSubprotocolIsTurnedAwayWithItsName(String path) throws Exception {
    Answer answer = handshake(path);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("detail")).contains("speaks live-orders.v1 only");
    assertThat(handshake(path, "Sec-WebSocket-Protocol: LIVE-ORDERS.V1, other").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/top?window=2h, 400, windows.spans",
    "/trends/electronics, 400, ids",
    "/recent/electronics, 404, /recent",
    "/top/a/b, 404, /top",
    "/, 404, /trends"
  })
  void whatIsWrongIsSaidBeforeTheUpgradeAndBeforeTheStream(String path, int status, String why)
      throws Exception {
    Answer answer = handshake(path, V1);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().getString("detail")).contains(why);
    if (status == 400) {
      assertThat(node.get(path, EVENTS).status()).isEqualTo(400);
    }
  }
}
