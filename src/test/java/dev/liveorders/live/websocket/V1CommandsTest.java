package dev.liveorders.live.websocket;

import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.websocket.V1Messages.ids;
import static dev.liveorders.live.websocket.V1Messages.nextOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands of the subprotocol, right and wrong, few and many. */
class V1CommandsTest {
  private final ScriptedBoard board = new ScriptedBoard();

  @BeforeEach
  void serve() throws Exception {
    board.serve();
  }

  @AfterEach
  void close() throws Exception {
    board.close();
  }

  @Test
  void genCountsTheSwitchesAndEachAnswersItsOwn() throws Exception {
    try (RawSocket socket = electronics()) {
      socket.sendText(command("{\"category\":\"confectionery\"}"));
      JsonObject confectionery = nextOf(socket, "snapshot");
      assertThat(confectionery.getInteger("gen")).isEqualTo(1);
      assertThat(ids(confectionery)).containsExactly("B1");

      socket.sendText(
          command("{\"category\":\"electronics\",\"epoch\":\"" + EPOCH + "\",\"since\":3}"));
      JsonObject resumed = nextOf(socket, "snapshot");
      assertThat(resumed.getInteger("gen")).isEqualTo(2);
      assertThat(resumed.getBoolean("full")).isFalse();
      assertThat(ids(resumed)).containsExactly("A1");
    }
  }

  @Test
  void badCommandsAreAnsweredWithAnError() throws Exception {
    try (RawSocket socket = electronics()) {
      for (String bad : List.of(
          "nonsense",
          "{\"cmd\":\"drop\"}",
          command("{}"),
          command("{\"category\":\"electronics\",\"ids\":[\"a\\u202eb\"]}"),
          command("{\"category\":\"electronics\",\"ids\":[7]}"),
          command("{\"category\":\"electronics\",\"ids\":{}}"),
          command("{\"category\":\"electronics\",\"ids\":[]}"),
          command("{\"category\":\"electronics\",\"ids\":[" + manyIds() + "]}"))) {
        socket.sendText(bad);
        JsonObject error = nextOf(socket, "error");
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getString("code")).isEqualTo("bad-command");
        assertThat(error.getString("message")).isNotBlank();
      }
    }
  }

  /** Reads past pings and heartbeats, until there were so many pongs. */
  private static int pongs(RawSocket socket, int wanted) throws IOException {
    int pongs = 0;
    while (pongs < wanted) {
      RawSocket.Frame frame = socket.read();
      if (frame.opcode() == RawSocket.PING) {
        socket.send(RawSocket.PONG, frame.payload());
      }
      pongs += frame.opcode() == RawSocket.PONG ? 1 : 0;
    }
    return pongs;
  }

  private static String manyIds() {
    return IntStream.rangeClosed(1, 51)
        .mapToObj(i -> "\"A" + i + "\"")
        .collect(Collectors.joining(","));
  }

  @Test
  void ofManySwitchesAtOnceTheNewestWinsAndTheRestAreSkipped() throws Exception {
    try (RawSocket socket = electronics()) {
      for (int i = 1; i < 40; i++) {
        socket.sendText(
            command("{\"category\":\"" + (i % 2 == 0 ? "electronics" : "confectionery") + "\"}"));
      }
      int answers = 0;
      JsonObject snapshot;
      do {
        snapshot = nextOf(socket, "snapshot");
        answers++;
      } while (snapshot.getInteger("gen") < 39);
      assertThat(snapshot.getString("category")).isEqualTo("confectionery");
      assertThat(answers).isBetween(11, 13);
    }
  }

  @Test
  void aFloodOfMessagesIsReadAtItsPaceAndNothingIsLostAfterIt() throws Exception {
    long start = System.nanoTime();
    try (RawSocket socket = electronics()) {
      for (int i = 0; i < 300; i++) {
        socket.send(RawSocket.PING, new byte[0]);
        if (i == 100) {
          assertThat(pongs(socket, 101)).as("those of this second").isEqualTo(101);
        }
      }
      socket.sendText(command("{\"category\":\"confectionery\"}"));
      assertThat(pongs(socket, 199)).isEqualTo(199);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(ids(nextOf(socket, "snapshot"))).containsExactly("B1");
    }
  }

  @Test
  void aByteOrderMarkBeforeACommandIsSkipped() throws Exception {
    try (RawSocket socket = electronics()) {
      socket.sendText("\uFEFF" + command("{\"category\":\"confectionery\"}"));
      assertThat(nextOf(socket, "snapshot").getString("category")).isEqualTo("confectionery");
    }
  }

  private RawSocket connect(String category) throws IOException {
    return RawSocket.connect(
        board.port(), "/orders/" + category, "Sec-WebSocket-Protocol: live-orders.v1");
  }

  private RawSocket electronics() throws IOException {
    RawSocket socket = connect("electronics");
    assertThat(ids(nextOf(socket, "snapshot"))).containsExactly("A1", "A2", "A10");
    return socket;
  }

  private static String command(String payload) {
    return "{\"cmd\":\"update-category\",\"payload\":" + payload + "}";
  }
}
