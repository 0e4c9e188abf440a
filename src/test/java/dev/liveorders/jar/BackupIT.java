package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SqliteFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is backed up under load and restored elsewhere, by the command line. */
class BackupIT {
  private static final int BATCH = 200;
  private static final int SIGTERM = 15;

  @TempDir
  private Path folder;

  private JarProcess.Builder jar(String place) throws Exception {
    return JarProcess.builder()
        .folder(Files.createDirectories(folder.resolve(place)))
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  private StoreCommands.Ran command(String place, String... words) throws Exception {
    return StoreCommands.in(Files.createDirectories(folder.resolve(place))).run(words);
  }

  /** A shop that places batch after batch, thousands of orders a second, and counts what was acknowledged. */
  private static final class Shop implements AutoCloseable {
    private final Api api;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final Thread thread = new Thread(this::place, "shop");
    private volatile boolean stopped;
    private volatile Throwable fault;

    Shop(int port) {
      api = new Api(port);
      thread.start();
    }

    private void place() {
      try {
        while (!stopped) {
          int first = acknowledged.get();
          String batch = IntStream.range(first, first + BATCH)
              .mapToObj(order -> "{\"id\":\"A1\",\"amount\":1,\"orderId\":\"shop-" + order + "\"}")
              .collect(Collectors.joining(",", "[", "]"));
          assertThat(api.post("/orders", batch).statusCode()).isEqualTo(200);
          acknowledged.addAndGet(BATCH);
        }
      } catch (Throwable thrown) {
        fault = thrown;
      }
    }

    void awaitMore(int count) {
      int enough = acknowledged.get() + count;
      Await.until("orders are placed", () -> acknowledged.get() >= enough || fault != null);
      assertThat(fault).isNull();
    }

    @Override
    public void close() {
      stopped = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      assertThat(fault).isNull();
    }
  }

  @Test
  void allThatWasAcknowledgedBeforeABackupUnderLoadIsThereWhenItIsRestoredElsewhere()
      throws Exception {
    Path backup = folder.resolve("backup.db");
    int before;
    JsonObject seen;
    JarProcess server = jar("shop").start();
    try (Shop shop = new Shop(server.port())) {
      shop.awaitMore(2_000);
      before = shop.acknowledged.get();
      StoreCommands.Ran command = command("shop", "backup", backup.toString());
      assertThat(command.code()).as("%s", command.lines()).isZero();
      shop.awaitMore(1_000);
      seen = new JsonObject(new Api(server.port()).get("/orders/electronics").body());
      assertThat(command("shop", "restore", backup.toString()).lines())
          .singleElement()
          .asString()
          .contains("is in use by process " + server.pid());
    }
    assertThat(server.terminate()).isZero();
    StoreCommands.Ran restore = command("elsewhere", "restore", backup.toString());
    assertThat(restore.code()).as("%s", restore.lines()).isZero();
    assertRestored(before, seen);
  }

  @Test
  void aBackupThatIsStoppedEndsWithTheCodeOfItsSignalAndLeavesNothing() throws Exception {
    StoreCommands.in(Files.createDirectories(folder.resolve("shop"))).addKey("shop", "orders");
    try (SqliteFile store = SqliteFile.open(folder.resolve("shop/data/live-orders.db"))) {
      store.grow(200);
    }
    Path place = Files.createDirectory(folder.resolve("backups"));
    JarProcess backup =
        jar("shop").args("backup", place.resolve("backup.db").toString()).launch();
    try {
      Await.until("the copy has begun", () -> holdsCopy(place) || !backup.isAlive());
      assertThat(backup.terminate()).as("%s", backup.lines()).isEqualTo(128 + SIGTERM);
      assertThat(place).isEmptyDirectory();
    } finally {
      backup.kill();
    }
  }

  private static boolean holdsCopy(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.anyMatch(file -> file.toString().contains(".part-"));
    }
  }

  private void assertRestored(int before, JsonObject seen) throws Exception {
    JarProcess server = jar("elsewhere").start();
    try {
      long orders;
      try (SqliteFile file = SqliteFile.open(folder.resolve("elsewhere/data/live-orders.db"))) {
        orders = file.number("select count(*) from orders where order_id like 'shop-%'");
        assertThat(file.number("select count(*) from orders where order_id like 'shop-%'"
                + " and cast(substr(order_id, 6) as integer) < " + before))
            .isEqualTo(before);
        assertThat(file.number("select sum(amount) from orders where product_id = 'A1'"))
            .isEqualTo(new Api(server.port()).total("electronics", "A1"));
      }
      assertThat(orders % BATCH).isZero();
      assertSold(new Api(server.port()), orders);
      assertThat(new Api(server.port()).order("A1", 1, "shop-0").body()).contains("\"duplicate\"");
      assertThat(resumed(server.port(), seen))
          .containsEntry("type", "snapshot")
          .containsEntry("full", true)
          .hasEntrySatisfying(
              "orders", products -> assertThat((List<?>) products).hasSize(2));
    } finally {
      server.terminate();
    }
  }

  /** What sold when is in the backup: the window of all orders, which are of one piece each, and their curve. */
  private static void assertSold(Api api, long orders) throws Exception {
    JsonObject product = new JsonObject(
            api.get("/orders/electronics?windows=24h").body())
        .getJsonArray("orders")
        .getJsonObject(0);
    assertThat(product.getJsonObject("windows").getLong("24h")).isEqualTo(orders);
    List<?> curve = new JsonObject(
            api.get("/trends/electronics?ids=A1&span=24h").body())
        .getJsonObject("series")
        .getJsonArray("A1")
        .getList();
    assertThat(curve.stream().mapToLong(step -> ((Number) step).longValue()).sum())
        .isEqualTo(orders);
  }

  /** Returns the first message to a watcher of the store before that comes back. */
  private static Map<String, Object> resumed(int port, JsonObject seen) throws Exception {
    String path =
        "/orders/electronics?epoch=" + seen.getString("epoch") + "&since=" + seen.getLong("seq");
    try (RawSocket socket =
        RawSocket.connect(port, path, "Sec-WebSocket-Protocol: live-orders.v1")) {
      return new JsonObject(socket.readNext(RawSocket.TEXT).text()).getMap();
    }
  }
}
