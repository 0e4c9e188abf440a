package dev.liveorders.live.websocket;

import static dev.liveorders.kit.V1Messages.ids;
import static dev.liveorders.kit.V1Messages.next;
import static dev.liveorders.kit.V1Messages.nextOf;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.GARDEN;
import static dev.liveorders.live.board.Commits.garden;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that watch a category which does not exist, or not yet. */
class MissingCategoryTest {
  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard();

  @ParameterizedTest
  @ValueSource(strings = {"/garden", "/garden?ids=G1,G2"})
  void aCategoryThatDoesNotExistSaysSoOnceAndIsShownWholeWhenItAppears(String path)
      throws Exception {
    try (RawSocket socket = board.connect(path)) {
      assertThat(socket.readText())
          .isEqualTo("{\"type\":\"snapshot\",\"category\":\"garden\",\"gen\":0,\"epoch\":\"" + EPOCH
              + "\",\"seq\":5,\"full\":true,\"unknown\":true,\"orders\":[]}");

      board.publish(garden(6));
      JsonObject empty = nextOf(socket, "snapshot");
      assertThat(empty.containsKey("unknown")).isFalse();
      assertThat(empty.getBoolean("full")).isTrue();
      assertThat(empty.getLong("seq")).isEqualTo(6);
      assertThat(ids(empty)).isEmpty();

      board.publish(products(7, product("G1", GARDEN, 0, 7)));
      assertThat(ids(nextOf(socket, "update"))).containsExactly("G1");
    }
  }

  @Test
  void whoComesBackToACategoryThatDoesNotExistIsToldAgain() throws Exception {
    try (RawSocket socket = board.connect("/garden?epoch=" + EPOCH + "&since=5")) {
      JsonObject snapshot = next(socket);
      assertThat(snapshot.getBoolean("unknown")).isTrue();
      assertThat(snapshot.getBoolean("full")).isTrue();
    }
  }

  @Test
  void aPlainSocketOfACategoryThatAppearsGetsItsProducts() throws Exception {
    try (RawSocket socket = RawSocket.connect(board.port(), "/orders/garden")) {
      board.publish(garden(6));
      board.publish(products(7, product("G1", GARDEN, 3, 7)));
      assertThat(socket.readNext(RawSocket.TEXT).text()).isEqualTo("{\"id\":\"G1\",\"total\":3}");
    }
  }
}
