package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.SqliteFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under load, again and again: whoever got no answer asks again with the same order id, and in the end every order
 * is there exactly once.
 */
class KillIT {
  private static final int ORDERS = 100_000;
  private static final int CONNECTIONS = 64;
  private static final int KILLS = 20;
  private static final long OPENING = 3;
  private static final long SEED = 20261123;

  @TempDir
  Path folder;

  private final HttpClient client = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(Duration.ofSeconds(2))
      .build();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger duplicates = new AtomicInteger();
  private volatile int port;

  @Test
  void everyAcknowledgedOrderIsThereExactlyOnce() throws Exception {
    System.out.println("KillIT seed " + SEED);
    Random random = new Random(SEED);
    JarProcess server = start();
    ExecutorService posters = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(posters.submit(this::postUntilAllArePlaced));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        awaitAcknowledged(ORDERS / (KILLS + 1) * kill + random.nextInt(ORDERS / (KILLS + 1) / 2));
        server.kill();
        server = start();
      }
      for (Future<?> poster : running) {
        poster.get(2, TimeUnit.MINUTES);
      }
      assertThat(acknowledged.get()).isEqualTo(ORDERS);
      assertThat(totalOverHttp()).isEqualTo(OPENING + ORDERS);
      System.out.println("KillIT: " + duplicates + " orders had been counted before their answer was lost");
    } finally {
      posters.shutdownNow();
      server.terminate();
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select count(*) from orders where source = 'api'")).isEqualTo(ORDERS);
      assertThat(file.number("select sum(amount) from orders where product_id = 'A1'")).isEqualTo(OPENING + ORDERS);
      assertThat(file.number("select total from products where id = 'A1'")).isEqualTo(OPENING + ORDERS);
      assertThat(file.number("select count(distinct seq) from orders"))
          .as("a commit that changed something has a seq, and none was lost")
          .isLessThanOrEqualTo(file.number("select seq from ledger"));
    }
  }

  private JarProcess start() throws Exception {
    JarProcess server = JarProcess.builder()
        .folder(folder)
        .port(port)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
    port = server.port();
    return server;
  }

  private Void postUntilAllArePlaced() throws InterruptedException {
    for (int order = next.getAndIncrement(); order < ORDERS; order = next.getAndIncrement()) {
      while (!place(order)) {
        Thread.onSpinWait();
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
      acknowledged.incrementAndGet();
    }
    return null;
  }

  /** Whether the order was acknowledged; the same id is sent again and again until it is. */
  private boolean place(int order) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/A1"))
        .timeout(Duration.ofSeconds(5))
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", "order-" + order)
        .POST(BodyPublishers.ofString("{\"amount\":1}"))
        .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        if (response.body().contains("\"duplicate\":true")) {
          duplicates.incrementAndGet();
        }
        return true;
      }
      assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
      return false;
    } catch (IOException killed) {
      return false;
    }
  }

  private void awaitAcknowledged(int count) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (acknowledged.get() < Math.min(count, ORDERS)) {
      assertThat(System.nanoTime()).as("only %s orders were acknowledged", acknowledged).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private long totalOverHttp() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders/electronics")).build();
    String body = client.send(request, BodyHandlers.ofString()).body();
    return Long.parseLong(body.replaceAll(".*\"id\":\"A1\",\"total\":(\\d+).*", "$1"));
  }
}
