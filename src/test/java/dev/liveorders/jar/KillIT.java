package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Answer;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.SqliteFile;
import dev.liveorders.kit.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 under load, again and again: whoever got no answer asks again with the same order id, and in the end every
 * order is there exactly once. With more orders by {@code -Psoak}.
 */
class KillIT {
  private static final int ORDERS = Integer.getInteger("kill.orders", 2_000);
  private static final int CONNECTIONS = 64;
  private static final int KILLS = Math.max(3, ORDERS / 1_250);
  private static final long OPENING = 3;
  private static final long SEED = 20261123;

  /** Several kills in a row may hit one order, and each restart takes its time on a slow machine. */
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofMinutes(2);

  @TempDir
  Path folder;

  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger duplicates = new AtomicInteger();

  /** Open while the server is: whoever hammered on one that starts would take its processor. */
  private volatile CountDownLatch serverIsUp = new CountDownLatch(0);

  private int port;
  private Api api;

  @Test
  void everyAcknowledgedOrderIsThereExactlyOnce() throws Exception {
    System.out.println("KillIT seed " + SEED);
    Random random = new Random(SEED);
    JarProcess server = start();
    port = server.port();
    api = new Api(port);
    ExecutorService posters = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        running.add(posters.submit(new Poster()));
      }
      int step = ORDERS / (KILLS + 1);
      for (int kill = 1; kill <= KILLS; kill++) {
        awaitAcknowledged(step * kill + random.nextInt(step / 2));
        serverIsUp = new CountDownLatch(1);
        server.kill();
        server = start();
        serverIsUp.countDown();
      }
      for (Future<?> poster : running) {
        poster.get(2, TimeUnit.MINUTES);
      }
      assertThat(acknowledged).hasValue(ORDERS);
      assertThat(api.total("electronics", "A1")).isEqualTo(OPENING + ORDERS);
      System.out.println(
          "KillIT: " + duplicates + " orders had been counted when their answer was lost");
    } finally {
      posters.shutdownNow();
      server.terminate();
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select count(*) from orders where source = 'api'"))
          .isEqualTo(ORDERS);
      assertThat(file.number("select count(distinct order_id) from orders where source = 'api'"))
          .isEqualTo(ORDERS);
      assertThat(file.number("select sum(amount) from orders where product_id = 'A1'"))
          .isEqualTo(OPENING + ORDERS);
      assertThat(file.number("select total from products where id = 'A1'"))
          .isEqualTo(OPENING + ORDERS);
    }
    StoreCommands.Ran audit = StoreCommands.in(folder).run("audit");
    assertThat(audit.code()).as(audit.lines().toString()).isZero();
  }

  private JarProcess start() throws Exception {
    return JarProcess.builder()
        .folder(folder)
        .port(port)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  /** Orders on a connection of its own, one after the other, until all are acknowledged. */
  private final class Poster implements Callable<Void> {
    private RawClient client;

    @Override
    public Void call() throws InterruptedException {
      for (int order = next.getAndIncrement(); order < ORDERS; order = next.getAndIncrement()) {
        if (!isAcknowledged(order)) {
          int again = order;
          Await.until(
              "order " + order + " is acknowledged",
              ACKNOWLEDGED_WITHIN,
              () -> isAcknowledged(again));
        }
        acknowledged.incrementAndGet();
      }
      disconnect();
      return null;
    }

    private boolean isAcknowledged(int order) throws InterruptedException {
      try {
        if (client == null) {
          client = RawClient.buffered(port);
        }
        String body = "{\"amount\":1,\"orderId\":\"order-" + order + "\"}";
        Answer answer = client.send(TestNode.text("POST", "/orders/A1", body)).answer();
        if (answer.status() == 503) {
          return false;
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        if (answer.body().contains("\"duplicate\":true")) {
          duplicates.incrementAndGet();
        }
        return true;
      } catch (IOException killed) {
        disconnect();
        serverIsUp.await();
        return false;
      }
    }

    private void disconnect() {
      if (client == null) {
        return;
      }
      try {
        client.close();
      } catch (IOException hungUp) {
        // it is closed all the same
      }
      client = null;
    }
  }

  private void awaitAcknowledged(int count) {
    Await.until(
        count + " orders are acknowledged",
        Duration.ofMinutes(2),
        acknowledged::get,
        orders -> orders >= count);
  }
}
