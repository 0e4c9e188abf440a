package dev.liveorders.live.websocket;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.kit.RawSocket.CLOSE;
import static dev.liveorders.kit.RawSocket.PING;
import static dev.liveorders.kit.RawSocket.PONG;
import static dev.liveorders.kit.RawSocket.TEXT;
import static dev.liveorders.live.board.Commits.GARDEN;
import static dev.liveorders.live.board.Commits.garden;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.RawSocket.Frame;
import dev.liveorders.live.wire.WireFormat;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An open WebSocket of {@link WireFormat#PLAIN} from the outside, over a real server and a board that a script feeds.
 */
class WebSocketWatcherTest {
  private static final String SWITCH =
      "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"%s\"}}";

  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard().withPings();

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
      assertThat(socket.readNext(PONG)).isNotNull();

      board.publish(totals(6, total("A2", 9, 6)));
      socket.sendText(SWITCH.formatted("confectionery"));

      assertThat(nextText(socket)).isEqualTo("{\"id\":\"B1\",\"total\":101}");
    }
  }

  @Test
  void aCategoryThatIsCreatedLaterArrivesOnTheSocketThatWaitsForIt() throws Exception {
    try (RawSocket socket = connect("garden")) {
      socket.send(PING, new byte[0]);
      assertThat(socket.readNext(PONG)).isNotNull();

      board.publish(garden(6));
      board.publish(products(7, product("G1", GARDEN, 0, 7)));

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
  void whoNeverAnswersPingsIsDropped() throws Exception {
    Duration silence = Duration.ofSeconds(3);
    try (ScriptedBoard impatient = new ScriptedBoard().withPings().withPongTimeout(silence)) {
      impatient.serve();
      try (RawSocket socket = electronics(impatient)) {
        assertThat(socket.read().opcode()).isEqualTo(PING);
        Await.until("it is dropped", () -> readOrEnd(socket) == null);
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
    RawSocket[] sockets = new RawSocket[ScriptedBoard.MAX_WATCHERS];
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
      await(stopped);
      assertThat(socket.readEnd()).isTrue();
    }
  }

  private RawSocket connect(String category) throws IOException {
    return RawSocket.connect(board.port(), "/orders/" + category);
  }

  /** A socket that has been shown the electronics. */
  private RawSocket electronics() throws IOException {
    return electronics(board);
  }

  private static RawSocket electronics(ScriptedBoard board) throws IOException {
    RawSocket socket = RawSocket.connect(board.port(), "/orders/electronics");
    for (int i = 0; i < 3; i++) {
      assertThat(socket.readText()).contains("\"A");
    }
    return socket;
  }

  private static String nextText(RawSocket socket) throws IOException {
    return socket.readNext(TEXT).text();
  }
}
