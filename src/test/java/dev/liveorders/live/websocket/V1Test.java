package dev.liveorders.live.websocket;

import static dev.liveorders.kit.V1Messages.ids;
import static dev.liveorders.kit.V1Messages.next;
import static dev.liveorders.kit.V1Messages.nextOf;
import static dev.liveorders.kit.V1Messages.updateCategory;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import dev.liveorders.live.board.Commits;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The format {@code live-orders.v1} on a real socket: positions, resume, gen, filtered subscriptions, pace. */
class V1Test {
  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard().withPings();

  @Test
  void aSnapshotComesFirstAndThenOneMessageForAllChangesOfAFlush() throws Exception {
    try (RawSocket socket = board.connect("/electronics")) {
      assertThat(socket.readText())
          .isEqualTo("{\"type\":\"snapshot\",\"category\":\"electronics\",\"gen\":0,\"epoch\":\""
              + EPOCH + "\",\"seq\":5,\"full\":true,\"orders\":[{\"id\":\"A1\",\"total\":3},"
              + "{\"id\":\"A2\",\"total\":7},{\"id\":\"A10\",\"total\":0}]}");

      board.publish(totals(6, total("A2", 9, 6), total("A10", 1, 6)));

      assertThat(socket.readText())
          .isEqualTo("{\"type\":\"update\",\"category\":\"electronics\",\"seq\":6,\"orders\":["
              + "{\"id\":\"A2\",\"total\":9},{\"id\":\"A10\",\"total\":1}]}");
    }
  }

  @Test
  void whoComesBackGetsOnlyWhatChanged() throws Exception {
    board.publish(totals(6, total("A1", 4, 6)));
    board.publish(totals(7, total("B1", 102, 7)));
    board.awaitSeq(7);
    try (RawSocket socket = board.connect("/electronics?epoch=" + EPOCH + "&since=5")) {
      JsonObject resumed = nextOf(socket, "snapshot");
      assertThat(resumed.getBoolean("full")).isFalse();
      assertThat(resumed.getLong("seq")).isEqualTo(7);
      assertThat(ids(resumed)).containsExactly("A1");
    }
    try (RawSocket socket = board.connect("/electronics?epoch=" + EPOCH + "&since=7")) {
      assertThat(ids(nextOf(socket, "snapshot"))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "epoch=0123456789abcdef&since=5",
        "epoch=b7b7b7b7b7b7b7b7&since=five",
        "epoch=b7b7b7b7b7b7b7b7&since=-1",
        "epoch=nonsense&since=5",
        "since=5",
        "epoch=b7b7b7b7b7b7b7b7"
      })
  void aPositionThatSaysNothingGetsEverything(String query) throws Exception {
    try (RawSocket socket = board.connect("/electronics?" + query)) {
      JsonObject snapshot = next(socket);
      assertThat(snapshot.getBoolean("full")).isTrue();
      assertThat(ids(snapshot)).containsExactly("A1", "A2", "A10");
    }
  }

  @Test
  void whoHasSeenMoreThanThisBoardIsNotSetBackWhenTheStoreHasItToo() throws Exception {
    board.storeAlsoHas(totals(6, total("A1", 4, 6)));
    try (RawSocket socket = board.connect("/electronics?epoch=" + EPOCH + "&since=6")) {
      JsonObject resumed = nextOf(socket, "snapshot");
      assertThat(resumed.getBoolean("full")).isFalse();
      assertThat(resumed.getLong("seq")).isEqualTo(6);
      assertThat(ids(resumed)).isEmpty();
    }
  }

  @Test
  void whoHasSeenMoreThanTheStoreGetsEverythingBecauseItWasRolledBack() throws Exception {
    try (RawSocket socket = board.connect("/electronics?epoch=" + EPOCH + "&since=9")) {
      JsonObject snapshot = next(socket);
      assertThat(snapshot.getBoolean("full")).isTrue();
      assertThat(snapshot.getLong("seq")).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"garden", "NO \\\"such\\\" category"})
  void anUnknownCategoryIsAnEmptyFullSnapshotThatSaysSo(String unknown) throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      socket.sendText(updateCategory("{\"category\":\"" + unknown + "\"}"));
      JsonObject nothing = nextOf(socket, "snapshot");
      assertThat(nothing.getString("category")).isEqualTo(unknown.replace("\\", ""));
      assertThat(nothing.getBoolean("full")).isTrue();
      assertThat(nothing.getBoolean("unknown")).isTrue();
      assertThat(nothing.getInteger("gen")).isEqualTo(1);
      assertThat(ids(nothing)).isEmpty();
    }
  }

  @Test
  void aFilteredSubscriptionIsShownItsProductsAndNoOthers() throws Exception {
    try (RawSocket socket = board.connect("/electronics?ids=A10,A2,A77,A2")) {
      assertThat(ids(nextOf(socket, "snapshot"))).containsExactly("A2", "A10");

      board.publish(totals(6, total("A1", 4, 6)));
      board.publish(products(7, product("A77", ELECTRONICS, 0, 7)));
      JsonObject update = nextOf(socket, "update");
      assertThat(ids(update)).containsExactly("A77");
      assertThat(update.getLong("seq")).isEqualTo(7);

      socket.sendText(updateCategory("{\"category\":\"electronics\",\"ids\":[\"A1\"]}"));
      assertThat(ids(nextOf(socket, "snapshot"))).containsExactly("A1");
    }
  }

  @Test
  void aQuietSocketHearsThePositionGrow() throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      board.publish(totals(6, total("B1", 102, 6)));
      JsonObject heartbeat = next(socket);
      while (heartbeat.getLong("seq") < 6) {
        heartbeat = next(socket);
      }
      assertThat(heartbeat.getString("type")).isEqualTo("heartbeat");
      assertThat(heartbeat.getLong("staleMillis")).isZero();
    }
  }

  @Test
  void aBoardOfAnotherEpochReplacesWhatWasShown() throws Exception {
    try (RawSocket socket = board.connectToElectronics()) {
      Epoch renewed = new Epoch("cccccccccccccccc");
      Commit old = Commits.snapshot();
      board.storeIsNow(new Commit(renewed, 0, 2, old.categories(), old.products(), List.of()));
      board.publish(new Commit(renewed, 1, 2, List.of(), List.of(), List.of()));

      JsonObject snapshot = nextOf(socket, "snapshot");
      assertThat(snapshot.getBoolean("full")).isTrue();
      assertThat(snapshot.getString("epoch")).isEqualTo(renewed.value());
      assertThat(snapshot.getLong("seq")).isEqualTo(2);
    }
  }
}
