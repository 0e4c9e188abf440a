package dev.liveorders.control;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.FakeTimers;
import dev.liveorders.kit.LogCapture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long commands may take that come by the socket file. */
class ControlServerTest {
  private static final JsonObject COMMAND = new JsonObject().put("cmd", "ping");

  @TempDir
  Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private JsonObject ask(Vertx timers, ControlServer.Commands commands) throws Exception {
    Path store = Files.createFile(folder.resolve("orders.db"));
    try (ControlServer server = ControlServer.listen(timers, store, commands)) {
      assertThat(server).isNotNull();
      return ControlClient.ask(store, COMMAND).orElseThrow();
    }
  }

  @Test
  void nobodyWaitsForACommandForLongerThanItsLimit() {
    assertThatThrownBy(() -> ask(vertx, new ControlServer.Commands() {
          @Override
          public Future<JsonObject> carryOut(JsonObject command) {
            return Promise.<JsonObject>promise().future();
          }

          @Override
          public Duration limit(JsonObject command) {
            return Duration.ofMillis(command.equals(COMMAND) ? 50 : 60_000);
          }
        }))
        .isInstanceOf(ControlException.class)
        .hasMessageContaining("whether it was done is unknown");
  }

  /** Whoever waits in the backlog stays there: to accept again at once would fail at once. */
  @Test
  void whatCannotBeAcceptedIsTriedAgainAfterAWhileAndSaidOnce() throws Exception {
    Path store = Files.createFile(folder.resolve("orders.db"));
    List<Long> tries = new ArrayList<>();
    try (LogCapture log = new LogCapture();
        ControlServer server = ControlServer.listen(vertx, store, command -> null)) {
      server.accept(() -> {
        tries.add(System.nanoTime());
        throw tries.size() < 3
            ? new IOException("Zu viele offene Dateien")
            : new ClosedChannelException();
      });
      assertThat(log.entries())
          .filteredOn(line -> line.message().contains("Zu viele offene Dateien"))
          .hasSize(1);
    }
    assertThat(Duration.ofNanos(tries.get(2) - tries.get(0)))
        .isGreaterThanOrEqualTo(ControlServer.PAUSE.multipliedBy(2));
  }

  @Test
  void nobodyWaitsForAServerWithoutASignOfLife() throws Exception {
    Path store = Files.createFile(folder.resolve("orders.db"));
    try (ServerSocketChannel silent = SocketFile.beside(store).listen()) {
      assertThat(silent.isOpen()).isTrue();
      assertThatThrownBy(() -> ControlClient.ask(store, COMMAND, Duration.ofMillis(50)))
          .isInstanceOf(ControlException.class)
          .hasMessageContainingAll(store.toString(), "does not answer");
    }
  }

  @Test
  void theLineIsNotCutWhileACommandIsCarriedOut() throws Exception {
    FakeTimers timers = new FakeTimers(vertx);
    JsonObject answer = ask(
        timers.vertx(),
        command -> Future.succeededFuture(
            new JsonObject().put("cutSoon", !timers.untilNext().equals(Optional.empty()))));
    assertThat(answer).isEqualTo(new JsonObject().put("cutSoon", false));
  }
}
