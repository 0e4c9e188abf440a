package dev.liveorders.live.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.live.fanout.Hub;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that cannot compare itself with the store says for how long, and when it can again. */
class StaleNodeTest {
  private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard(CHECK_INTERVAL).withPings();

  @Test
  void watchersAreToldThatTheirTotalsAreStaleAndThatTheyAreFreshAgain() throws Exception {
    try (RawSocket socket = board.connect("/electronics")) {
      long first = staleMillis(socket, true);
      assertThat(first).isGreaterThan(700);
      assertThat(staleMillis(socket, true)).isGreaterThan(first);
      assertThat(board.ask(Hub::staleMillis)).isGreaterThan(first);
      board.compareEvery(CHECK_INTERVAL);
      assertThat(staleMillis(socket, false)).isZero();
    }
  }

  /** Of the next heartbeat that says so. */
  private static long staleMillis(RawSocket socket, boolean stale) throws Exception {
    while (true) {
      RawSocket.Frame frame = socket.read();
      if (frame.opcode() == RawSocket.PING) {
        socket.send(RawSocket.PONG, frame.payload());
        continue;
      }
      JsonObject message = new JsonObject(frame.text());
      if (message.getString("type").equals("heartbeat")
          && message.getLong("staleMillis") > 0 == stale) {
        return message.getLong("staleMillis");
      }
    }
  }
}
