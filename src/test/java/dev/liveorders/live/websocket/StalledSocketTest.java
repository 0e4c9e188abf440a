package dev.liveorders.live.websocket;

import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.HubStats;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets whose clients do not read, until every buffer on the way is full. */
class StalledSocketTest {
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";
  private static final String NO_HEADER = "X-Format: plain";
  private static final Pattern TOTAL = Pattern.compile("\"id\":\"A1\",\"total\":(\\d+)");

  /**
   * More than the largest message of these tests, less than two, each with what Netty adds for its place in the
   * queue.
   */
  private static final long ONE_MESSAGE = 400;

  /** Characters of a name that is answered with itself. */
  private static final int ANSWER = 3_900;

  private final ScriptedBoard board = new ScriptedBoard();
  private long seq = 5;

  @TempDir
  static Path folder;

  @AfterEach
  void close() throws Exception {
    board.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_HEADER, V1})
  void aSocketThatIsFullCostsOneMessageAndEndsExactOnceItDrains(String format) throws Exception {
    board.serve();
    try (RawSocket reading = RawSocket.connect(board.port(), "/orders/electronics", format);
        RawSocket stalled = RawSocket.connectNarrow(board.port(), "/orders/electronics", format)) {
      commitUntilStalled();
      for (int i = 0; i < 1_000; i++) {
        commit();
      }
      board.awaitSeq(seq);
      assertThat(board.ask(Hub::stats).stalled()).isEqualTo(1);
      assertThat(board.ask(Hub::stats).waitingBytes()).isBetween(1L, ONE_MESSAGE);

      readUntilExact(reading);
      long last = readUntilExact(stalled);
      assertThat(last).as("messages it was spared").isLessThan(seq - 1_000);
      commit();
      assertThat(nextTotal(stalled)).isEqualTo(seq);
      assertThat(board.ask(Hub::stats)).isEqualTo(new HubStats(2, 0, 0, 0));
    }
  }

  @Test
  void overTlsItIsNoOther() throws Exception {
    Certificate certificate = Certificate.create(folder, "localhost");
    board.serve(certificate);
    Socket narrow = certificate
        .clients()
        .getSocketFactory()
        .createSocket(RawClient.narrowSocket(board.port()), "localhost", board.port(), true);
    try (RawSocket stalled = RawSocket.upgrade(narrow, "/orders/electronics")) {
      commitUntilStalled();
      for (int i = 0; i < 1_000; i++) {
        commit();
      }
      board.awaitSeq(seq);
      assertThat(board.ask(Hub::stats).stalled()).isEqualTo(1);
      assertThat(board.ask(Hub::stats).waitingBytes()).isBetween(1L, ONE_MESSAGE);

      assertThat(readUntilExact(stalled)).as("messages it was spared").isLessThan(seq - 1_000);
      assertThat(board.ask(Hub::stats)).isEqualTo(new HubStats(1, 0, 0, 0));
    }
  }

  @Test
  void aSocketThatDoesNotDrainInTimeIsClosed() throws Exception {
    board.withStalledTimeout(Duration.ofSeconds(2)).serve();
    try (RawSocket stalled = RawSocket.connectNarrow(board.port(), "/orders/electronics")) {
      commitUntilStalled();
      awaitLetGo();
      assertThatThrownBy(stalled::readClose)
          .as("dropped in mid-stream")
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSocketThatAsksAndAsksForWhatNoCategoryCanBeCostsOneAnswerAndIsClosed() throws Exception {
    board.withStalledTimeout(Duration.ofSeconds(2)).serve();
    String name = "{".repeat(ANSWER);
    String command = "{\"cmd\":\"update-category\",\"payload\":{\"category\":\"" + name + "\"}}";
    try (RawSocket stalled = RawSocket.connectNarrow(board.port(), "/orders/electronics", V1)) {
      awaitWatched();
      Await.until("it stalls", () -> {
        sendUnlessLetGo(stalled, command);
        return hasStalled();
      });
      for (int i = 0; i < 10; i++) {
        sendUnlessLetGo(stalled, command);
      }
      Await.until("the hub lets it go", () -> {
        HubStats stats = board.ask(Hub::stats);
        assertThat(stats.waitingBytes()).isLessThan(ANSWER + 2 * ONE_MESSAGE);
        return stats.connected() == 0;
      });
      assertThatThrownBy(stalled::readClose)
          .as("dropped in mid-stream")
          .isInstanceOf(IOException.class);
    }
  }

  /** Every commit makes the total of A1 its own number. */
  private void commit() {
    seq++;
    board.publish(totals(seq, total("A1", seq, seq)));
  }

  private void commitUntilStalled() {
    awaitWatched();
    Await.until("a watcher stalls", () -> {
      for (int i = 0; i < 20; i++) {
        commit();
        board.awaitSeq(seq); // else one message would be enough for all
      }
      return hasStalled();
    });
  }

  private void awaitWatched() {
    Await.until("somebody watches", () -> board.ask(Hub::stats).connected() > 0);
  }

  /** Tells whether a watcher has stalled, and may be gone for that by now. */
  private boolean hasStalled() {
    HubStats stats = board.ask(Hub::stats);
    return stats.stalled() > 0 || stats.connected() == 0;
  }

  private void awaitLetGo() {
    Await.until("the hub lets it go", () -> board.ask(Hub::stats).connected() == 0);
  }

  private void sendUnlessLetGo(RawSocket socket, String text) {
    try {
      socket.sendText(text);
    } catch (IOException reset) {
      awaitLetGo();
    }
  }

  /**
   * Reads up to the newest total, and checks that none is shown twice or steps back.
   *
   * @return how many messages that took
   */
  private long readUntilExact(RawSocket socket) throws IOException {
    long messages = 0;
    for (long shown = 0; shown < seq; messages++) {
      long next = nextTotal(socket);
      assertThat(next).isGreaterThan(shown);
      shown = next;
    }
    return messages;
  }

  private static long nextTotal(RawSocket socket) throws IOException {
    while (true) {
      RawSocket.Frame frame = socket.read();
      Matcher total = TOTAL.matcher(frame.text());
      if (frame.opcode() == RawSocket.TEXT && total.find()) {
        return Long.parseLong(total.group(1));
      }
    }
  }
}
