package dev.liveorders.control;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.FakeTimers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
