package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SqliteFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full for a while, which a limit on the size of files plays. */
class DiskFullIT {
  private static final String LIMIT = "2000000";
  private static final int BATCH = 500;
  private static final int REJECTIONS = 20;
  private static final int MAX_TRIES = 1_000;
  private static final Duration BACK_WITHIN = Duration.ofSeconds(20);

  @TempDir
  Path folder;

  private int placed;
  private int batches;

  @Test
  void aFullDiskAnswers503KeepsWatchersAndEndsByItself() throws Exception {
    JarProcess server = JarProcess.builder()
        .folder(folder)
        .under("prlimit", "--fsize=" + LIMIT + ":unlimited", "--")
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
    try (RawSocket socket = RawSocket.connect(server.port(), "/orders/confectionery")) {
      assertThat(socket.readText()).isEqualTo("{\"id\":\"B1\",\"total\":101}");
      Api api = new Api(server.port());
      HttpResponse<String> rejected = placeUntilTheDiskIsFull(api);
      assertThat(rejected.headers().firstValue("Retry-After")).isPresent();
      assertThat(rejected.body()).contains("retry");
      assertThat(api.total("electronics", "A1")).isEqualTo(3 + placed);
      assertThat(outages(server)).isBetween(0L, 1L); // none while the file was opened again

      new ProcessBuilder(
              "prlimit", "--pid", Long.toString(server.pid()), "--fsize=unlimited:unlimited")
          .inheritIO()
          .start()
          .waitFor();
      placeUntilTaken(api);
      assertThat(api.order("B1", 1, "after").statusCode()).isEqualTo(200);

      assertThat(socket.readNext(RawSocket.TEXT).text()).isEqualTo("{\"id\":\"B1\",\"total\":102}");
      assertThat(api.total("electronics", "A1")).isEqualTo(3 + placed);
      Await.until("the store is said to be available", () -> outages(server) == 0);
      assertThat(linesOf(server.lines(), "ERROR"))
          .isEqualTo(linesOf(server.lines(), "the store is unavailable"));
    } finally {
      server.terminate();
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(
              file.number("select count(*) from orders where product_id = 'A1' and source = 'api'"))
          .isEqualTo(placed);
      assertThat(file.number("select total from products where id = 'A1'")).isEqualTo(3 + placed);
    }
  }

  /** Opening the file again may make a little room, so it is full once nothing helps any more. */
  private HttpResponse<String> placeUntilTheDiskIsFull(Api api) throws Exception {
    HttpResponse<String> response = null;
    for (int tries = 0, rejections = 0; rejections < REJECTIONS; tries++) {
      assertThat(tries).as("the disk is never full").isLessThan(MAX_TRIES);
      response = placeBatch(api);
      assertThat(response.statusCode()).as(response.body()).isIn(200, 503);
      rejections = response.statusCode() == 503 ? rejections + 1 : 0;
    }
    return response;
  }

  /** How many outages are told of and not yet over: one at most, as each is told of once. */
  private static long outages(JarProcess server) {
    List<String> lines = server.lines();
    return linesOf(lines, "the store is unavailable") - linesOf(lines, "the store is available");
  }

  private static long linesOf(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).count();
  }

  /** Sends the same batch again and again, which is safe, until it is taken. */
  private void placeUntilTaken(Api api) throws Exception {
    Await.until(
        "the batch is taken",
        BACK_WITHIN,
        () -> placeBatch(api),
        response -> response.statusCode() == 200);
  }

  private HttpResponse<String> placeBatch(Api api) throws Exception {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < BATCH; i++) {
      body.append(i == 0 ? "" : ",")
          .append("{\"id\":\"A1\",\"amount\":1,\"orderId\":\"batch-")
          .append(batches);
      body.append('-').append(i).append("\"}");
    }
    HttpResponse<String> response = api.post("/orders", body.append("]").toString());
    if (response.statusCode() == 200) {
      placed += BATCH;
      batches++;
    }
    return response;
  }
}
