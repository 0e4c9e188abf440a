package dev.liveorders.live.websocket;

import static dev.liveorders.kit.V1Messages.ids;
import static dev.liveorders.kit.V1Messages.nextOf;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.HubStats;
import dev.liveorders.model.Category;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A category of thousands of products, each changed by a commit of its own, and what one client can make of it. */
class BigFeedTest {
  private static final int PRODUCTS = 4_000;
  private static final String V1 = "Sec-WebSocket-Protocol: live-orders.v1";

  private final ScriptedBoard board = new ScriptedBoard();

  @AfterEach
  void close() {
    board.close();
  }

  private void serve() {
    board.storeIsNow(everything());
    board.serve();
  }

  private static Commit everything() {
    List<Product> products = LongStream.rangeClosed(1, PRODUCTS)
        .mapToObj(seq -> product("A" + seq, ELECTRONICS, seq, seq))
        .toList();
    return new Commit(
        EPOCH,
        0,
        PRODUCTS,
        List.of(new Category(ELECTRONICS, "Electronics", "A")),
        products,
        List.of());
  }

  @Test
  void whoMissedMostOfAFeedIsShownTheSnapshotThatAllShare() throws Exception {
    serve();
    JsonObject most = resume(PRODUCTS / 2 - 1);
    assertThat(most.getBoolean("full")).isTrue();
    assertThat(ids(most)).hasSize(PRODUCTS);

    JsonObject less = resume(PRODUCTS / 2);
    assertThat(less.getBoolean("full")).isFalse();
    assertThat(ids(less)).hasSize(PRODUCTS / 2);
  }

  private JsonObject resume(long since) throws IOException {
    String path = "/orders/electronics?epoch=" + EPOCH + "&since=" + since;
    try (RawSocket socket = RawSocket.connect(board.port(), path, V1)) {
      return nextOf(socket, "snapshot");
    }
  }

  @Test
  void socketsThatNeverReadAreClosedWhereTheyTakeTooMuchRoom() throws Exception {
    board.withMemory(
        150_000); // a snapshot is about as large; what is resumed, half of that, is each one's own
    serve();
    List<RawSocket> sockets = new ArrayList<>();
    try (RawSocket reader = RawSocket.connect(board.port(), "/orders/electronics", V1)) {
      nextOf(reader, "snapshot");
      String path = "/orders/electronics?epoch=" + EPOCH + "&since=" + PRODUCTS / 2;
      for (int i = 0; i < ScriptedBoard.MAX_WATCHERS - 1; i++) {
        sockets.add(RawSocket.connectNarrow(board.port(), path, V1));
      }
      HubStats stats = Await.until(
          "the oldest are closed",
          () -> board.ask(Hub::stats),
          now -> now.connected() < ScriptedBoard.MAX_WATCHERS);
      assertThat(stats.waitingBytes()).isLessThan(250_000);
      reader.sendText("{\"cmd\":\"update-category\",\"payload\":{\"category\":\"electronics\"}}");
      assertThat(ids(nextOf(reader, "snapshot"))).hasSize(PRODUCTS);
    } finally {
      for (RawSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void aMessageInThousandsOfFragmentsIsReadAtOnce() throws Exception {
    serve();
    byte[] command = ("{\"cmd\":\"update-category\",\"payload\":{\"category\":\"electronics\"}}"
            + " ".repeat(2_000))
        .getBytes(StandardCharsets.UTF_8);
    try (RawSocket socket = RawSocket.connect(board.port(), "/orders/nowhere", V1)) {
      nextOf(socket, "snapshot");
      for (int i = 0; i < command.length; i++) {
        int opcode = i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION;
        int last = i == command.length - 1 ? 0x80 : 0;
        socket.write(RawSocket.frame(last | opcode, true, new byte[] {command[i]}));
      }
      assertThat(nextOf(socket, "snapshot").getInteger("gen")).isOne();
    }
  }
}
