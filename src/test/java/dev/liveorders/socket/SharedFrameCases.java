package dev.liveorders.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TestNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames that many sockets share: each gets all of them, whole, whatever comes between. */
abstract class SharedFrameCases extends SocketCases {
  private static final int WATCHERS = 8;
  private static final int CHANGES = 200;

  SharedFrameCases(TestNode server) {
    super(server);
  }

  @Test
  void everyWatcherReadsEveryFlushWholeAlsoBetweenItsOwnPings() throws Exception {
    List<RawSocket> watchers = new ArrayList<>();
    try {
      for (int i = 0; i < WATCHERS; i++) {
        watchers.add(server.upgrade("/orders/electronics?ids=A1"));
        assertThat(watchers.get(i).readText()).startsWith("{\"id\":\"A1\",\"total\":");
      }
      long last = 0;
      for (int change = 1; change <= CHANGES; change++) {
        last = 1_000_000_000L + change;
        RawSocket pinging = watchers.get(change % WATCHERS);
        if (change <= 50 * WATCHERS) {
          pinging.send(RawSocket.PING, utf8("ping of " + change));
        }
        server.orders().publish("A1", last);
      }
      for (RawSocket watcher : watchers) {
        readUpTo(watcher, last);
      }
    } finally {
      for (RawSocket watcher : watchers) {
        watcher.close();
      }
    }
  }

  /** Totals only grow, every frame is whole, and the last is the newest. */
  private static void readUpTo(RawSocket watcher, long last) throws Exception {
    long shown = 0;
    while (shown < last) {
      RawSocket.Frame frame = watcher.read();
      if (frame.opcode() == RawSocket.PONG) {
        assertThat(frame.text()).matches("ping of \\d+");
      } else {
        assertThat(frame.text()).matches("\\{\"id\":\"A1\",\"total\":\\d+}");
        long total = Long.parseLong(frame.text().replaceAll(".*:|}", ""));
        assertThat(total).isGreaterThan(shown);
        shown = total;
      }
    }
    watcher.send(RawSocket.PING, utf8("probe"));
    RawSocket.Frame pong = watcher.read();
    while (pong.text().startsWith("ping of ")) {
      pong = watcher.read(); // the answer to one of its own that came after the last change
    }
    assertThat(pong.text()).isEqualTo("probe");
  }

  @Test
  void aSnapshotIsSharedAndItsHeadIsNot() throws Exception {
    for (int i = 0; i < WATCHERS; i++) {
      try (RawSocket socket =
          server.upgrade("/orders/nowhere", "Sec-WebSocket-Protocol: live-orders.v1")) {
        assertThat(socket.readText()).contains("\"category\":\"nowhere\"", "\"gen\":0", "[]");
        for (int gen = 1; gen <= 3; gen++) {
          socket.sendText(COMMAND);
          assertThat(socket.readText())
              .contains("\"category\":\"confectionery\"", "\"gen\":" + gen)
              .endsWith("\"orders\":[" + ANSWER + "]}");
        }
      }
    }
  }
}
