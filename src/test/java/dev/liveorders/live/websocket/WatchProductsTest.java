package dev.liveorders.live.websocket;

import static dev.liveorders.kit.V1Messages.command;
import static dev.liveorders.kit.V1Messages.ids;
import static dev.liveorders.kit.V1Messages.next;
import static dev.liveorders.kit.V1Messages.nextOf;
import static dev.liveorders.kit.V1Messages.snapshotsUpTo;
import static dev.liveorders.live.board.Commits.EPOCH;
import static dev.liveorders.live.board.Commits.GARDEN;
import static dev.liveorders.live.board.Commits.garden;
import static dev.liveorders.live.board.Commits.product;
import static dev.liveorders.live.board.Commits.products;
import static dev.liveorders.live.board.Commits.total;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.RawSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sockets that watch products of any categories, all products, or a category that does not exist. */
class WatchProductsTest {
  @RegisterExtension
  final ScriptedBoard board = new ScriptedBoard();

  @Test
  void productsOfAnyCategoriesAreNamedByTheirIdsInTheirOrder() throws Exception {
    try (RawSocket socket = board.connect("?ids=B1,A10,ZZ9,A2,B1")) {
      assertThat(socket.readText())
          .isEqualTo(
              "{\"type\":\"snapshot\",\"ids\":[\"A2\",\"A10\",\"B1\",\"ZZ9\"],\"gen\":0,\"epoch\":\""
                  + EPOCH
                  + "\",\"seq\":5,\"full\":true,\"unknown\":[\"ZZ9\"],\"orders\":[{\"id\":\"A2\",\"total\":7},"
                  + "{\"id\":\"A10\",\"total\":0},{\"id\":\"B1\",\"total\":101}]}");

      board.publish(totals(6, total("A1", 4, 6)));
      board.publish(totals(7, total("B1", 102, 7)));

      assertThat(nextOf(socket, "update").encode())
          .isEqualTo(
              "{\"type\":\"update\",\"ids\":[\"A2\",\"A10\",\"B1\",\"ZZ9\"],\"seq\":7,\"orders\":["
                  + "{\"id\":\"B1\",\"total\":102}]}");
    }
  }

  @Test
  void allProductsAreOneFeed() throws Exception {
    try (RawSocket socket = board.connect("")) {
      assertThat(socket.readText())
          .startsWith("{\"type\":\"snapshot\",\"all\":true,\"gen\":0,\"epoch\":\"" + EPOCH
              + "\",\"seq\":5,\"full\":true,\"orders\":[{\"id\":\"A1\",\"total\":3},");

      board.publish(totals(6, total("A1", 4, 6), total("B1", 102, 6)));

      JsonObject update = nextOf(socket, "update");
      assertThat(update.getBoolean("all")).isTrue();
      assertThat(update.containsKey("category")).isFalse();
      assertThat(ids(update)).containsExactlyInAnyOrder("A1", "B1");
    }
  }

  @Test
  void anIdThatNamesNoProductComesLikeAnyOrderOnceItDoes() throws Exception {
    try (RawSocket socket = board.connect("?ids=A1,G1")) {
      assertThat((Object) next(socket).getJsonArray("unknown").getList()).isEqualTo(List.of("G1"));

      board.publish(garden(6));
      board.publish(products(7, product("G1", GARDEN, 0, 7)));
      board.publish(totals(8, total("G1", 5, 8)));

      JsonObject update = nextOf(socket, "update");
      assertThat(ids(update)).containsExactly("G1");
      while (update.getLong("seq") < 8) {
        update = nextOf(socket, "update");
      }
      assertThat(update.getJsonArray("orders").getJsonObject(0).getLong("total"))
          .isEqualTo(5);
      assertThat(update.containsKey("unknown")).isFalse();
    }
  }

  @Test
  void whoComesBackGetsOnlyWhatChangedWhicheverCategoryItIsIn() throws Exception {
    board.publish(totals(6, total("A1", 4, 6)));
    board.publish(totals(7, total("B1", 102, 7)));
    board.publish(totals(8, total("A2", 8, 8)));
    board.awaitSeq(8);
    for (String query : List.of("?ids=B1,A1,A10&", "?")) {
      try (RawSocket socket = board.connect(query + "epoch=" + EPOCH + "&since=6")) {
        JsonObject resumed = next(socket);
        assertThat(resumed.getBoolean("full")).isFalse();
        assertThat(resumed.getLong("seq")).isEqualTo(8);
        assertThat(ids(resumed)).as(query).contains("B1").doesNotContain("A1", "A10");
        assertThat(ids(resumed).contains("A2")).isEqualTo(query.equals("?"));
      }
    }
  }

  @Test
  void aSocketTurnsFromACategoryToProductsToAllAndBackAndGenCountsEach() throws Exception {
    try (RawSocket socket = board.connect("/electronics")) {
      assertThat(next(socket).getString("category")).isEqualTo("electronics");

      socket.sendText(command("watch", "{\"ids\":[\"B1\",\"A2\"]}"));
      JsonObject some = nextOf(socket, "snapshot");
      assertThat(some.getInteger("gen")).isEqualTo(1);
      assertThat((Object) some.getJsonArray("ids").getList()).isEqualTo(List.of("A2", "B1"));

      socket.sendText(command("update-category", "{\"category\":\"confectionery\"}"));
      JsonObject confectionery = nextOf(socket, "snapshot");
      assertThat(confectionery.getInteger("gen")).isEqualTo(2);
      assertThat(ids(confectionery)).containsExactly("B1");

      socket.sendText(command("watch", "{}"));
      JsonObject all = nextOf(socket, "snapshot");
      assertThat(all.getInteger("gen")).isEqualTo(3);
      assertThat(ids(all)).containsExactly("A1", "A2", "A10", "B1");

      socket.sendText(
          command("watch", "{\"ids\":[\"A1\",\"B1\"],\"epoch\":\"" + EPOCH + "\",\"since\":4}"));
      JsonObject resumed = nextOf(socket, "snapshot");
      assertThat(resumed.getInteger("gen")).isEqualTo(4);
      assertThat(resumed.getBoolean("full")).isFalse();
      assertThat(ids(resumed)).containsExactly("A1");

      board.publish(totals(6, total("A2", 9, 6)));
      board.publish(totals(7, total("B1", 102, 7)));
      assertThat(ids(nextOf(socket, "update"))).as("what was left is silent").containsExactly("B1");
    }
  }

  @Test
  void ofManyCommandsOfBothKindsTheNewestWinsAndTheRestAreSkipped() throws Exception {
    try (RawSocket socket = board.connect("/electronics")) {
      List<String> commands = new ArrayList<>();
      for (int i = 1; i < 40; i++) {
        commands.add(
            i % 2 == 0
                ? command("update-category", "{\"category\":\"electronics\"}")
                : command("watch", "{\"ids\":[\"B1\"]}"));
      }
      socket.sendTexts(commands);
      List<JsonObject> answers = snapshotsUpTo(39, socket);
      JsonObject newest = answers.get(answers.size() - 1);
      assertThat(ids(newest)).containsExactly("B1");
      assertThat(answers).hasSizeBetween(11, 13);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ids\":\"A1\"}",
        "{\"ids\":[]}",
        "{\"ids\":null}",
        "{\"ids\":[\"A1\",7]}",
        "{\"ids\":[\"a\\u202eb\"]}",
        "{\"ids\":{\"A1\":true}}",
        "null",
        "[\"A1\"]"
      })
  void whatNamesNoProductsIsAnErrorAndNeverAll(String payload) throws Exception {
    try (RawSocket socket = board.connect("/electronics")) {
      next(socket);
      socket.sendText(command("watch", payload));
      assertThat(nextOf(socket, "error").getString("code")).isEqualTo("bad-command");
      board.publish(totals(6, total("B1", 102, 6)));
      board.publish(totals(7, total("A1", 4, 7)));
      assertThat(ids(nextOf(socket, "update"))).containsExactly("A1");
    }
  }

  @Test
  void twoHundredProductsMayBeNamedAndNotOneMore() throws Exception {
    try (RawSocket socket = board.connect("?ids=A1")) {
      next(socket);
      socket.sendText(command("watch", "{\"ids\":[" + listOf(201) + "]}"));
      assertThat(nextOf(socket, "error").getString("message")).contains("201", "200");
      socket.sendText(command("watch", "{\"ids\":[" + listOf(200) + "]}"));
      JsonObject snapshot = nextOf(socket, "snapshot");
      assertThat(snapshot.getInteger("gen")).isEqualTo(1);
      assertThat(snapshot.getJsonArray("ids")).hasSize(200);
      assertThat(snapshot.getJsonArray("unknown")).hasSize(197);
    }
  }

  private static String listOf(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> "\"A" + i + "\"")
        .collect(Collectors.joining(","));
  }
}
