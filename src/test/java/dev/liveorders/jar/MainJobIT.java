package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.SqliteFile;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the jar is for, on its defaults: totals, live, exact, of the category that is watched, and still there after a
 * restart.
 */
class MainJobIT {
  private static final int WATCHERS = 50;
  private static final int ORDERS = 200;
  private static final int SHOPS = 4;
  private static final Set<String> ELECTRONICS = Set.of("A1", "A2");

  @TempDir
  Path folder;

  @Test
  void aPlainClientSeesItsCategoryAndOnlyIt() throws Exception {
    JarProcess server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_PERIOD_MILLIS", "50")
        .env("LIVE_ORDERS_SIMULATION_HISTORY", "false")
        .start();
    try (RawSocket socket = RawSocket.connect(server.port(), "/orders/electronics")) {
      assertThat(next(socket).getString("id")).isEqualTo("A1");
      assertThat(next(socket).getString("id")).isEqualTo("A2");
      for (int i = 0; i < 5; i++) {
        assertThat(next(socket).getString("id")).isIn(ELECTRONICS);
      }

      socket.sendText("{\"cmd\":\"update-category\",\"payload\":{\"category\":\"confectionery\"}}");
      JsonObject update = next(socket);
      while (ELECTRONICS.contains(update.getString("id"))) {
        update = next(socket); // was under way when we asked
      }
      long total = update.getLong("total");
      for (int i = 0; i < 3; i++) {
        update = next(socket);
        assertThat(update.getString("id")).isEqualTo("B1");
        assertThat(update.getLong("total") - total).isBetween(1L, 7L);
        total = update.getLong("total");
      }
      new Api(server.port())
          .post("/products/confectionery", "{\"name\":\"Truffle\",\"rrp\":\"3.20\"}");
      while (!update.getString("id").equals("B2")) {
        update = next(socket);
      }
      assertThat(update.getLong("total")).isZero();
      while (!update.getString("id").equals("B2") || update.getLong("total") == 0) {
        update = next(socket); // the new product takes part in the simulation
      }
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void fiftyWatchersEndWithWhatJsonAndTheFileSayAndSoDoesARestart() throws Exception {
    JarProcess server = start();
    int port = server.port();
    ExecutorService readers = Executors.newFixedThreadPool(WATCHERS);
    ExecutorService shops = Executors.newFixedThreadPool(SHOPS);
    List<RawSocket> sockets = new ArrayList<>();
    try {
      List<Future<Long>> shown = new ArrayList<>();
      for (int i = 0; i < WATCHERS; i++) {
        RawSocket socket = RawSocket.connect(port, "/orders/electronics");
        sockets.add(socket);
        shown.add(readers.submit(() -> readUntil(socket, "A2", 7 + ORDERS)));
      }
      Api api = new Api(port);
      List<Future<HttpResponse<String>>> placed = new ArrayList<>();
      for (int i = 0; i < ORDERS; i++) {
        String orderId = "order-" + i;
        placed.add(shops.submit(() -> api.order("A2", 1, orderId)));
      }
      for (Future<HttpResponse<String>> answer : placed) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      for (Future<Long> frames : shown) {
        assertThat(frames.get(20, TimeUnit.SECONDS)).isPositive();
      }
      assertThat(api.total("electronics", "A2")).isEqualTo(7 + ORDERS);
      assertThat(api.total("electronics", "A1")).isEqualTo(3);
    } finally {
      readers.shutdownNow();
      shops.shutdownNow();
      for (RawSocket socket : sockets) {
        socket.close();
      }
      assertThat(server.terminate()).isZero();
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select sum(amount) from orders where product_id = 'A2'"))
          .isEqualTo(7 + ORDERS);
    }
    JarProcess again = start();
    try {
      assertThat(new Api(again.port()).total("electronics", "A2")).isEqualTo(7 + ORDERS);
    } finally {
      again.terminate();
    }
  }

  private JarProcess start() throws Exception {
    return JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  /** Reads until a product has a total, with no step back on the way; how many frames that took. */
  private static long readUntil(RawSocket socket, String product, long total) throws IOException {
    long last = -1;
    for (long frames = 1; ; frames++) {
      JsonObject shown = next(socket);
      if (shown.getString("id").equals(product)) {
        assertThat(shown.getLong("total")).isGreaterThan(last);
        last = shown.getLong("total");
        if (last == total) {
          return frames;
        }
      }
    }
  }

  private static JsonObject next(RawSocket socket) throws IOException {
    RawSocket.Frame frame = socket.read();
    while (frame.opcode() == RawSocket.PING) {
      socket.send(RawSocket.PONG, frame.payload());
      frame = socket.read();
    }
    return new JsonObject(frame.text());
  }
}
