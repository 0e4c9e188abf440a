package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.LogLines;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.RawSocket.Frame;
import dev.liveorders.kit.SqliteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM under load: what was accepted is committed and answered, sockets are told, and the process ends as asked. */
class ShutdownIT {
  private static final int CLIENTS = 16;
  private static final int ENOUGH = 500;

  @TempDir
  Path folder;

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();

  /** A measurement is stopped, and leaves no server of its own. */
  @Test
  void whoStopsBenchStopsItsServer() throws Exception {
    JarProcess bench = JarProcess.builder()
        .folder(folder)
        .java("-Dlive-orders.script=" + CheapJava.writeServer(folder))
        .args("bench", "idle", "--watchers", "10", "--waves", "1000")
        .launch();
    ProcessHandle itself = ProcessHandle.of(bench.pid()).orElseThrow();
    Await.until("its server", () -> itself.children().findAny().isPresent());
    ProcessHandle own = itself.children().findAny().orElseThrow();

    assertThat(bench.terminate()).isEqualTo(143);

    Await.until("the end of its server", () -> !own.isAlive());
  }

  @Test
  void sigtermAnswersWhatWasAcceptedClosesSocketsWith1001AndExitsWith0() throws Exception {
    JarProcess server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1);
    try (RawSocket socket = RawSocket.connect(server.port(), "/orders/confectionery")) {
      assertThat(socket.readText()).contains("B1");
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(clients.submit(() -> orderUntilRejected(new Api(server.port()))));
      }
      Await.until("enough orders are acknowledged", acknowledged::get, orders -> orders >= ENOUGH);
      Future<Frame> close = clients.submit(() -> {
        Frame frame = socket.readClose();
        socket.send(RawSocket.CLOSE, frame.payload());
        return frame;
      });

      assertThat(server.terminate()).isZero();

      Frame frame = close.get(10, TimeUnit.SECONDS);
      assertThat(frame.closeCode()).isEqualTo(1001);
      assertThat(frame.closeReason()).matches("retry-after-ms=\\d+");
      for (Future<?> client : running) {
        client.get(10, TimeUnit.SECONDS);
      }
      assertThat(server.lines()).last().asString().endsWith("stopped");
      assertThat(LogLines.errors(server.lines())).isEmpty();
    } finally {
      clients.shutdownNow();
      server.kill();
    }
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      assertThat(file.number("select count(*) from orders where source = 'api'"))
          .as("%s orders were sent", sent)
          .isEqualTo(acknowledged.get());
    }
  }

  /**
   * Orders until the server has ended. An order that was read was answered: nothing is in the store without its
   * answer.
   */
  private Void orderUntilRejected(Api api) throws InterruptedException {
    while (true) {
      try {
        if (api.order("A1", 1, "order-" + sent.incrementAndGet()).statusCode() == 200) {
          acknowledged.incrementAndGet();
        }
      } catch (IOException hungUp) {
        return null;
      }
    }
  }
}
