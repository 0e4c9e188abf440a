package dev.liveorders.live.websocket;

import static dev.liveorders.kit.V1Messages.next;
import static dev.liveorders.kit.V1Messages.nextOf;
import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.garden;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sockets are told of changes to the details of products. */
class DetailsNewsSocketTest {
  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard();

  @Test
  void aPlainSocketGetsOneFrameForEachProductAndNoNewsOfDetails() throws Exception {
    try (RawSocket socket = RawSocket.connect(board.port(), "/orders?ids=B1,A1,ZZ9")) {
      assertThat(socket.readText()).isEqualTo("{\"id\":\"A1\",\"total\":3}");
      assertThat(socket.readText()).isEqualTo("{\"id\":\"B1\",\"total\":101}");
      board.publish(products(6, product("ZZ9", ELECTRONICS, 0, 6)));
      assertThat(socket.readNext(RawSocket.TEXT).text()).isEqualTo("{\"id\":\"ZZ9\",\"total\":0}");
      board.publish(totals(7, total("B1", 102, 7)));
      assertThat(socket.readNext(RawSocket.TEXT).text()).isEqualTo("{\"id\":\"B1\",\"total\":102}");
    }
  }

  @Test
  void changesOfDetailsAreToldToEverySocketWhateverItWatches() throws Exception {
    try (RawSocket electronics = board.connect("/electronics");
        RawSocket some = board.connect("?ids=A1,B1")) {
      next(electronics);
      next(some);
      board.publish(garden(6));
      assertThat(nextOf(electronics, "details").encode())
          .isEqualTo("{\"type\":\"details\",\"seq\":6}");
      assertThat(nextOf(some, "details").getLong("seq")).isEqualTo(6);

      board.publish(totals(7, total("A1", 4, 7)));
      assertThat(next(some).getString("type")).as("orders are no details").isEqualTo("update");
    }
  }

  @Test
  void aBurstOfChangesOfDetailsIsToldAtMostTwiceASecond() throws Exception {
    try (RawSocket socket = board.connect("/electronics")) {
      next(socket);
      for (int seq = 6; seq < 106; seq++) {
        board.publish(products(seq, product("A" + seq, CONFECTIONERY, 0, seq)));
      }
      int told = 1;
      for (JsonObject details = nextOf(socket, "details");
          details.getLong("seq") < 105;
          details = nextOf(socket, "details")) {
        told++;
      }
      assertThat(told).isLessThan(50);
    }
  }

  @Test
  void whoWasAwayWhenDetailsChangedIsToldWhenItResumes() throws Exception {
    board.publish(garden(6));
    board.awaitSeq(6);
    try (RawSocket missed = board.connect("/electronics?epoch=" + EPOCH + "&since=5");
        RawSocket knows = board.connect("/electronics?epoch=" + EPOCH + "&since=6")) {
      assertThat(nextOf(missed, "details").getLong("seq")).isEqualTo(6);
      board.publish(totals(7, total("A1", 4, 7)));
      JsonObject message = next(knows);
      while (!message.getString("type").equals("update")) {
        assertThat(message.getString("type")).isEqualTo("snapshot");
        message = next(knows);
      }
    }
  }
}
