package dev.liveorders.live.websocket;

import static dev.liveorders.kit.V1Messages.ids;
import static dev.liveorders.kit.V1Messages.nextOf;
import static dev.liveorders.kit.V1Messages.snapshotsUpTo;
import static dev.liveorders.kit.V1Messages.updateCategory;
import static dev.liveorders.live.board.Commits.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands of the subprotocol, right and wrong, few and many. */
class V1CommandsTest {
  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard();

  @Test
  void genCountsTheSwitchesAndEachAnswersItsOwn() throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      socket.sendText(updateCategory("{\"category\":\"confectionery\"}"));
      JsonObject confectionery = nextOf(socket, "snapshot");
      assertThat(confectionery.getInteger("gen")).isEqualTo(1);
      assertThat(ids(confectionery)).containsExactly("B1");

      socket.sendText(
          updateCategory("{\"category\":\"electronics\",\"epoch\":\"" + EPOCH + "\",\"since\":3}"));
      JsonObject resumed = nextOf(socket, "snapshot");
      assertThat(resumed.getInteger("gen")).isEqualTo(2);
      assertThat(resumed.getBoolean("full")).isFalse();
      assertThat(ids(resumed)).containsExactly("A1");
    }
  }

  @Test
  void badCommandsAreAnsweredWithAnError() throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      for (String bad : List.of(
          "nonsense",
          "{\"cmd\":\"drop\"}",
          updateCategory("{}"),
          updateCategory("{\"category\":\"electronics\",\"ids\":[\"a\\u202eb\"]}"),
          updateCategory("{\"category\":\"electronics\",\"ids\":[7]}"),
          updateCategory("{\"category\":\"electronics\",\"ids\":{}}"),
          updateCategory("{\"category\":\"electronics\",\"ids\":[]}"),
          updateCategory("{\"category\":\"electronics\",\"ids\":[" + manyIds() + "]}"))) {
        socket.sendText(bad);
        JsonObject error = nextOf(socket, "error");
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getString("code")).isEqualTo("bad-command");
        assertThat(error.getString("message")).isNotBlank();
      }
    }
  }

  private static void readPongs(RawSocket socket, int wanted) throws IOException {
    for (int pong = 0; pong < wanted; pong++) {
      socket.readNext(RawSocket.PONG);
    }
  }

  private static String manyIds() {
    return IntStream.rangeClosed(1, 51)
        .mapToObj(i -> "\"A" + i + "\"")
        .collect(Collectors.joining(","));
  }

  @Test
  void ofManySwitchesAtOnceTheNewestWinsAndTheRestAreSkipped() throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      List<String> commands = new ArrayList<>();
      for (int i = 1; i < 40; i++) {
        commands.add(updateCategory(
            "{\"category\":\"" + (i % 2 == 0 ? "electronics" : "confectionery") + "\"}"));
      }
      socket.sendTexts(commands);
      List<JsonObject> answers = snapshotsUpTo(39, socket);
      JsonObject newest = answers.get(answers.size() - 1);
      assertThat(newest.getString("category")).isEqualTo("confectionery");
      assertThat(answers).hasSizeBetween(11, 13);
    }
  }

  @Test
  void aFloodOfMessagesIsReadAtItsPaceAndNothingIsLostAfterIt() throws Exception {
    long start = System.nanoTime();
    try (RawSocket socket = board.connectToElectronics()) {
      for (int i = 0; i < 300; i++) {
        socket.send(RawSocket.PING, new byte[0]);
        if (i == 100) {
          readPongs(socket, 101); // those of this second
        }
      }
      socket.sendText(updateCategory("{\"category\":\"confectionery\"}"));
      readPongs(socket, 199);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(ids(nextOf(socket, "snapshot"))).containsExactly("B1");
    }
  }

  @Test
  void aByteOrderMarkBeforeACommandIsSkipped() throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      socket.sendText("\uFEFF" + updateCategory("{\"category\":\"confectionery\"}"));
      assertThat(nextOf(socket, "snapshot").getString("category")).isEqualTo("confectionery");
    }
  }
}
