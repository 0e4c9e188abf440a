package dev.liveorders.live;

import static dev.liveorders.kit.RawSocket.BINARY;
import static dev.liveorders.kit.RawSocket.CLOSE;
import static dev.liveorders.kit.RawSocket.CONTINUATION;
import static dev.liveorders.kit.RawSocket.PING;
import static dev.liveorders.kit.RawSocket.PONG;
import static dev.liveorders.kit.RawSocket.TEXT;
import static dev.liveorders.live.Commits.product;
import static dev.liveorders.live.Commits.products;
import static dev.liveorders.live.Commits.total;
import static dev.liveorders.live.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.RawSocket.Frame;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open WebSocket from the outside, byte by byte, over a real server and a board that a script feeds. */
class SocketWatcherTest {
  private static final int LARGEST = ScriptedBoard.LARGEST_COMMAND;
  private static final String SWITCH =
      "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"%s\"}}";

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
  void allTotalsComeAtOnceInOrderOfIdThenEachChange() throws Exception {
    try (RawSocket socket = connect("electronics")) {
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A1\",\"total\":3}");
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A2\",\"total\":7}");
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A10\",\"total\":0}");

      board.publish(totals(6, total("B1", 102, 6)));
      board.publish(totals(7, total("A2", 9, 7)));

      assertThat(nextText(socket)).isEqualTo("{\"id\":\"A2\",\"total\":9}");
    }
  }

  @Test
  void aSwitchShowsTheOtherCategoryAtOnceAndThenOnlyIt() throws Exception {
    try (RawSocket socket = electronics()) {
      socket.sendText(SWITCH.formatted("confectionery"));
      assertThat(nextText(socket)).isEqualTo("{\"id\":\"B1\",\"total\":101}");

      board.publish(totals(6, total("A2", 9, 6)));
      board.publish(totals(7, total("B1", 105, 7)));

      assertThat(nextText(socket)).isEqualTo("{\"id\":\"B1\",\"total\":105}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garden", "NO such category!"})
  void aCategoryThatDoesNotExistIsSilentAndTheOldOneStops(String unknown) throws Exception {
    try (RawSocket socket = electronics()) {
      socket.sendText(SWITCH.formatted(unknown));
      socket.send(PING, new byte[0]);
      assertThat(nextOf(socket, PONG)).isNotNull();

      board.publish(totals(6, total("A2", 9, 6)));
      socket.sendText(SWITCH.formatted("confectionery"));

      assertThat(nextText(socket)).isEqualTo("{\"id\":\"B1\",\"total\":101}");
    }
  }

  @Test
  void aCategoryThatIsCreatedLaterArrivesOnTheSocketThatWaitsForIt() throws Exception {
    try (RawSocket socket = connect("garden")) {
      socket.send(PING, new byte[0]);
      assertThat(nextOf(socket, PONG)).isNotNull();
      CategoryName garden = new CategoryName("garden");

      board.publish(new Commit(
          Commits.EPOCH, 5, 6, List.of(new Category(garden, "Garden", "G")), List.of(), List.of()));
      board.publish(products(7, product("G1", garden, 0, 7)));

      assertThat(nextText(socket)).isEqualTo("{\"id\":\"G1\",\"total\":0}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "{",
        "[]",
        "null",
        "{\"cmd\":\"update-category\"}",
        "{\"cmd\":\"update-category\",\"payload\":{\"category\":7}}",
        "{\"cmd\":\"drop\",\"payload\":{\"category\":\"confectionery\"}}"
      })
  void whatIsNoCommandIsIgnored(String text) throws Exception {
    try (RawSocket socket = electronics()) {
      socket.sendText(text);
      board.publish(totals(6, total("A2", 9, 6)));

      assertThat(nextText(socket)).isEqualTo("{\"id\":\"A2\",\"total\":9}");
    }
  }

  @Test
  void aCommandMayComeInFragmentsWithPingsBetween() throws Exception {
    byte[] command = SWITCH.formatted("confectionery").getBytes(StandardCharsets.UTF_8);
    try (RawSocket socket = electronics()) {
      socket.sendFragment(TEXT, java.util.Arrays.copyOfRange(command, 0, 5));
      socket.send(PING, "between".getBytes(StandardCharsets.UTF_8));
      socket.sendFragment(CONTINUATION, java.util.Arrays.copyOfRange(command, 5, 9));
      socket.send(CONTINUATION, java.util.Arrays.copyOfRange(command, 9, command.length));

      assertThat(nextOf(socket, PONG).text()).isEqualTo("between");
      assertThat(nextText(socket)).isEqualTo("{\"id\":\"B1\",\"total\":101}");
    }
  }

  @Test
  void binaryIsClosedWith1003() throws Exception {
    expectClose(RawSocket.frame(0x80 | BINARY, true, new byte[] {1}), 1003);
  }

  @Test
  void textThatIsNotUtf8IsClosedWith1007() throws Exception {
    expectClose(RawSocket.frame(0x80 | TEXT, true, new byte[] {(byte) 0xC3, 0x28}), 1007);
  }

  @Test
  void aFrameThatIsTooLargeIsClosedWith1009() throws Exception {
    expectClose(RawSocket.frame(0x80 | TEXT, true, new byte[LARGEST + 1]), 1009);
  }

  @Test
  void fragmentsThatAreTooLargeTogetherAreClosedWith1009() throws Exception {
    try (RawSocket socket = electronics()) {
      socket.sendFragment(TEXT, new byte[3_000]);
      socket.sendFragment(CONTINUATION, new byte[3_000]);
      assertThat(socket.readClose().closeCode()).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x83, 0x8B, 0xC1, 0xA1, 0x91, 0x09, 0x80})
  void brokenFramingIsClosedWith1002(int firstByte) throws Exception {
    expectClose(RawSocket.frame(firstByte, true, new byte[0]), 1002);
  }

  @Test
  void unmaskedFramesAreClosedWith1002() throws Exception {
    expectClose(RawSocket.frame(0x80 | TEXT, false, "{}".getBytes(StandardCharsets.UTF_8)), 1002);
  }

  @Test
  void aPingLongerThan125BytesIsClosedWith1002() throws Exception {
    expectClose(RawSocket.frame(0x80 | PING, true, new byte[126]), 1002);
  }

  @Test
  void aCloseIsAnsweredWithItsCodeAndTheConnectionEnds() throws Exception {
    try (RawSocket socket = electronics()) {
      socket.send(CLOSE, new byte[] {0x03, (byte) 0xE9});
      assertThat(socket.readClose().closeCode()).isEqualTo(1001);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  @Test
  void whoNeverAnswersPingsIsDropped() throws Exception {
    try (RawSocket socket = electronics()) {
      Frame frame = socket.read();
      assertThat(frame.opcode()).isEqualTo(PING);
      while (frame != null) {
        frame = readOrEnd(socket);
      }
    }
  }

  private static Frame readOrEnd(RawSocket socket) throws IOException {
    try {
      return socket.read();
    } catch (java.io.EOFException | java.net.SocketException hungUp) {
      return null;
    }
  }

  @Test
  void oneTooManyIsToldThatTheNodeIsFull() throws Exception {
    RawSocket[] sockets = new RawSocket[ScriptedBoard.MOST_WATCHERS];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = electronics();
    }
    try (RawSocket oneTooMany = connect("electronics")) {
      assertThat(oneTooMany.readClose().closeCode()).isEqualTo(1013);
    }
    for (RawSocket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void stoppingClosesEverybodyWith1001AndSaysWhenToComeBack() throws Exception {
    try (RawSocket socket = electronics()) {
      Future<Void> stopped = board.stop();
      Frame close = socket.readClose();
      assertThat(close.closeCode()).isEqualTo(1001);
      assertThat(close.closeReason()).matches("retry-after-ms=\\d{1,4}");
      socket.send(CLOSE, close.payload());
      ScriptedBoard.await(stopped);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  private void expectClose(byte[] bytes, int code) throws Exception {
    try (RawSocket socket = electronics()) {
      socket.write(bytes);
      assertThat(socket.readClose().closeCode()).isEqualTo(code);
    }
  }

  private RawSocket connect(String category) throws IOException {
    return RawSocket.connect(board.port(), "/orders/" + category);
  }

  /** A socket that has been shown the electronics. */
  private RawSocket electronics() throws IOException {
    RawSocket socket = connect("electronics");
    for (int i = 0; i < 3; i++) {
      assertThat(socket.readText()).contains("\"A");
    }
    return socket;
  }

  private static String nextText(RawSocket socket) throws IOException {
    return nextOf(socket, TEXT).text();
  }

  /** The next frame of a kind, past pings and their like. */
  private static Frame nextOf(RawSocket socket, int opcode) throws IOException {
    Frame frame = socket.read();
    while (frame.opcode() != opcode && frame.opcode() >= CLOSE) {
      frame = socket.read();
    }
    assertThat(frame.opcode()).isEqualTo(opcode);
    return frame;
  }
}
