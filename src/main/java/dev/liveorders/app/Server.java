package dev.liveorders.app;

import dev.liveorders.app.cluster.ClusterNode;
import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.bus.Endpoint;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Settings;
import dev.liveorders.model.Commit;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: its start, what it says about itself, and its stop. */
final class Server {
  /** Not an exit code: the process goes on. */
  static final int RUNNING = -1;

  private static final Logger log = LoggerFactory.getLogger("dev.liveorders");

  /** What stopping may take beyond {@code http.shutdownMillis}: the last commit, and closing the store. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(5);

  /** What leaving the cluster may take on top of that. */
  private static final Duration LEAVE_WITHIN = Duration.ofSeconds(12);

  private static final Duration BOARD_WITHIN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Optional<ClusterNode> node;
  private final AppConfig config;
  private final String deployment;

  private Server(Vertx vertx, Optional<ClusterNode> node, AppConfig config, String deployment) {
    this.vertx = vertx;
    this.node = node;
    this.config = config;
    this.deployment = deployment;
  }

  /** Starts, and returns while the server runs on. */
  static int start(Settings settings) throws Exception {
    settings.warnings().forEach(log::warn);
    Transport transport = Transports.named(settings.config().http().transport());
    VertxBuilder builder = Vertx.builder().withTransport(transport);
    AppConfig.Cluster cluster = settings.config().cluster();
    Optional<ClusterNode> node =
        cluster.enabled() ? Optional.of(ClusterNode.join(builder, cluster)) : Optional.empty();
    Vertx vertx = node.map(ClusterNode::vertx).orElseGet(builder::build);
    try {
      MainVerticle main =
          node.map(joined -> new MainVerticle(joined::whenSafe)).orElseGet(MainVerticle::new);
      DeploymentOptions options =
          new DeploymentOptions().setConfig(new JsonObject(settings.json()));
      String deployment = vertx
          .deployVerticle(main, options)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      Server server = new Server(vertx, node, settings.config(), deployment);
      server.stopOnSignal();
      server.introduce(main.port(), transport.name());
      return RUNNING;
    } catch (CompletionException e) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** SIGTERM and SIGINT run the shutdown hooks and then exit with 143 or 130; stopping as asked is 0. */
  private void stopOnSignal() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(
            () -> Runtime.getRuntime().halt(stop() ? 0 : Main.COULD_NOT_START),
            "live-orders-stop"));
  }

  private boolean stop() {
    log.info("stopping: commits what was accepted, answers it, and closes every socket");
    Logging.expectRefusedConnections();
    boolean stopped = await(
        "stop", vertx.undeploy(deployment), config.http().shutdownTimeout().plus(STOP_MARGIN));
    boolean left = await("leave the cluster", vertx.close(), LEAVE_WITHIN);
    if (stopped && left) {
      log.info("stopped");
    }
    return stopped && left;
  }

  private static boolean await(String what, Future<Void> done, Duration longest) {
    try {
      done.toCompletionStage().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      log.error(
          "could not {} within {} ms; nothing that was acknowledged is lost",
          what,
          longest.toMillis());
    } catch (Exception e) {
      log.error("could not {}", what, e);
    }
    return false;
  }

  private void introduce(int port, String transport) {
    Commit board = new Bus(vertx)
        .request(Endpoint.BOARD, BoardRequest.EVERYTHING, BOARD_WITHIN)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    log.info(
        "Live Orders {} on Java {}, process {}, {} transport",
        Version.number(),
        System.getProperty("java.version"),
        ProcessHandle.current().pid(),
        transport);
    log.info(
        "orders are kept in {}: {} products, commit {} of epoch {}",
        config.store().url(),
        board.products().size(),
        board.to(),
        board.epoch());
    node.ifPresent(this::introduce);
    log.info(
        config.simulation().enabled()
            ? "orders are being INVENTED, one every {} ms; LIVE_ORDERS_SIMULATION_ENABLED=false stops that"
            : "no orders are invented",
        config.simulation().period().toMillis());
    log.info("place one: {}", example(port));
    log.info(
        "ready after {} ms: open {}",
        ManagementFactory.getRuntimeMXBean().getUptime(),
        address(port));
  }

  private void introduce(ClusterNode joined) {
    log.info("{}", joined.description());
    if (config.store().url().startsWith("sqlite:")) {
      log.warn(
          "nodes share a SQLite file: enough to try a cluster on one machine; for several machines, and for a store that"
              + " outlives one, set store.url to PostgreSQL");
    }
  }

  private String example(int port) {
    return "curl -H 'Content-Type: application/json' -H 'Idempotency-Key: order-1' -d '{\"amount\":3}' "
        + address(port) + "/orders/A1";
  }

  private String address(int port) {
    return (config.http().tls().isPresent() ? "https://" : "http://") + host() + ":" + port;
  }

  private String host() {
    String host = config.http().host();
    boolean local = config.http().onLoopback() || host.equals("0.0.0.0") || host.equals("::");
    return local ? "localhost" : host;
  }
}
