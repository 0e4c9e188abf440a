package dev.liveorders.jar;

import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.SqliteFile;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to the files of a store, beside and under a running server. */
class StoreFilesIT {
  private static final String WRITTEN_OUT =
      ".*live-orders.db-wal was removed .* were written to .*restart.*";
  private static final String LOCKED = ".*another program has it locked.*";

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("data/live-orders.db");
  }

  @Test
  void ordersWhoseLogIsRemovedAreStoppedAndAllThatWasAcknowledgedIsThere() throws Exception {
    JarProcess server = jar().start();
    Api api = new Api(server.port());
    int acknowledged = 0;
    for (; acknowledged < 40; acknowledged++) {
      assertThat(api.order("A1", 1, "before-" + acknowledged).statusCode()).isEqualTo(200);
    }
    Files.delete(Path.of(file + "-wal"));
    Files.delete(Path.of(file + "-shm"));
    assertThat(api.order("A1", 1, "after").statusCode()).isEqualTo(503);
    awaitReason(server, WRITTEN_OUT);
    server.kill();
    JarProcess again = jar().start();
    again.terminate();
    try (SqliteFile store = SqliteFile.open(file)) {
      assertThat(store.number("select count(*) from orders where order_id like 'before-%'"))
          .isEqualTo(acknowledged);
    }
  }

  @Test
  void aLogRemovedUnderAServerWithoutOrdersIsNoticedAsWell() throws Exception {
    JarProcess server = jar().start();
    Api api = new Api(server.port());
    assertThat(api.order("A1", 1, "before").statusCode()).isEqualTo(200);
    Files.delete(Path.of(file + "-wal"));
    awaitStore(api, "DOWN", false);
    awaitReason(server, WRITTEN_OUT);
    server.kill();
    try (SqliteFile store = SqliteFile.open(file)) {
      assertThat(store.number("select count(*) from orders where order_id = 'before'"))
          .isOne();
    }
  }

  @Test
  void aCopyWithoutItsLogIsNotStartedAndAnotherProgramThatKeepsOrdersOutIsToldOnce()
      throws Exception {
    JarProcess server = jar().start();
    Api api = new Api(server.port());
    api.order("A1", 1, "in-the-log");
    assertCopyWithoutLogIsNotStarted();
    awaitStore(api, "UP", true);
    try (SqliteFile other = SqliteFile.open(file)) {
      other.lock();
      awaitStore(api, "DOWN", false);
      assertThat(api.get("/health/ready").statusCode()).isEqualTo(200);
      awaitReason(server, LOCKED);
    }
    awaitStore(api, "UP", true);
    server.terminate();
    assertThat(reasons(server, LOCKED)).hasSize(1);
  }

  /** Waits until it says why the store is unavailable: it may have said before that the store does not answer. */
  private static void awaitReason(JarProcess server, String reason) {
    until("the reason", () -> reasons(server, reason), reasons -> !reasons.isEmpty());
  }

  private static List<String> reasons(JarProcess server, String reason) {
    return server.lines().stream().filter(line -> line.matches(reason)).toList();
  }

  private void assertCopyWithoutLogIsNotStarted() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/data"));
    Files.copy(file, elsewhere.resolve("live-orders.db"));
    JarProcess copy = jar().folder(elsewhere.getParent()).launch();
    assertThat(copy.exitCode()).isEqualTo(1);
    assertThat(copy.lines())
        .singleElement()
        .asString()
        .contains("live-orders.db-wal is missing", "new-epoch");
  }

  /** Waits until the check of the store says so. */
  private static void awaitStore(Api api, String status, boolean takesOrders) {
    until(
        "the check of the store is " + status,
        () -> new JsonObject(api.get("/health/ready").body())
            .getJsonArray("checks").stream()
                .map(JsonObject.class::cast)
                .filter(check -> check.getString("id").equals("store"))
                .findFirst()
                .orElseThrow(),
        store -> store.getString("status").equals(status)
            && store.getJsonObject("data").getBoolean("takesOrders") == takesOrders);
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder).env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }
}
