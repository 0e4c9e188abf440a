package dev.liveorders.app.rehearsal;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.HttpVerticle;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.FreePort;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of a rehearsal: all that they ask is granted, and all leave. */
class ScratchClientsTest {
  private static final AppConfig.Rehearsal LONG =
      new AppConfig.Rehearsal(Duration.ofMinutes(1), Integer.MAX_VALUE);

  /** More than the turns in which each request was made, and each kind of watcher has come. */
  private static final int MANY = 500;

  @TempDir
  Path folder;

  private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
  private static final Future<Void> BEGUN = Future.succeededFuture();

  private final Vertx vertx = Vertx.vertx();
  private final ScratchClients clients = new ScratchClients(vertx);

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void everyRequestIsGrantedAndEveryWatcherIsShownTotals() {
    Future<Rehearsal.Outcome> over = clients.run(serve(), LONG, BEGUN);

    Rehearsal.Outcome outcome = Await.until(
        "many were served",
        () -> await(clients.soFar()),
        sofar -> sofar.answers() > MANY && sofar.watchers() > MANY);

    assertThat(outcome.rejected()).isZero();
    assertThat(over.isComplete()).isFalse();
    clients.leave();
    assertThat(await(over).rejected()).isZero();
    assertThat(await(over).answers()).isGreaterThanOrEqualTo(outcome.answers());
  }

  @Test
  void itIsOverWhenItsTimeIs() {
    AppConfig.Rehearsal brief = new AppConfig.Rehearsal(Duration.ofMillis(200), Integer.MAX_VALUE);
    assertThat(await(clients.run(serve(), brief, BEGUN)).rejected()).isZero();
  }

  /** The node that was rehearsed for may be told to listen on any of them. */
  @Test
  void nobodyIsKeptFromListeningOnThePortsOfItsClients() {
    await(clients.run(serve(), new AppConfig.Rehearsal(LONG.time(), MANY), BEGUN));
    assertThat(ports).hasSizeGreaterThan(100);
    assertThat(ports.stream().filter(port -> !canListen(port)))
        .as("ports in use, by whomever")
        .hasSizeLessThan(ports.size() / 2);
  }

  private static boolean canListen(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException inUse) {
      return false;
    }
  }

  private int serve() {
    HttpVerticle server = new HttpVerticle(peer -> {
      ports.add(peer.port());
      return clients.isOne(peer);
    });
    DeploymentOptions options = new DeploymentOptions()
        .setConfig(new JsonObject()
            .put("http", new JsonObject().put("host", "127.0.0.1").put("port", 0))
            .put("store", new JsonObject().put("url", "sqlite:" + folder.resolve("scratch.db")))
            .put("simulation", new JsonObject().put("enabled", false)));
    await(vertx.deployVerticle(new OrdersVerticle(), options));
    await(vertx.deployVerticle(server, options));
    return server.port();
  }

  @Test
  void aStrangerIsNoneOfThem() {
    assertThat(clients.isOne(SocketAddress.inetSocketAddress(40_000, "127.0.0.1")))
        .isFalse();
  }

  @Test
  void withoutAServerItIsOverAtOnce() throws IOException {
    Future<Rehearsal.Outcome> over = clients.run(FreePort.find(), LONG, BEGUN);
    Await.until("it has failed", over::failed);
    assertThat(over.cause()).hasMessageContaining("refused");
  }
}
