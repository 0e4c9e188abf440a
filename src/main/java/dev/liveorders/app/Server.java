package dev.liveorders.app;

import dev.liveorders.app.cluster.ClusterNode;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Settings;
import dev.liveorders.log.Logging;
import dev.liveorders.netty.DirectMemory;
import dev.liveorders.trace.Tracing;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.Map;
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

  /** Time that stopping may take beyond {@code http.shutdownMillis}: the last commit, and closing the store. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(5);

  /** Time that leaving the cluster may take on top of that. */
  private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(12);

  private final Vertx vertx;
  private final AppConfig config;
  private final String deployment;
  private final Optional<Tracing> tracing;

  private Server(Vertx vertx, AppConfig config, String deployment, Optional<Tracing> tracing) {
    this.tracing = tracing;
    this.vertx = vertx;
    this.config = config;
    this.deployment = deployment;
  }

  /** Starts, and returns while the server runs on. */
  static int start(Settings settings, Invocation invocation) throws Exception {
    settings.warnings().forEach(log::warn);
    if (!DirectMemory.failsAtOnce()) {
      log.warn(
          "event loops may have to wait when direct memory is short: start by java -jar, whose manifest opens"
              + " java.nio to Netty, or with --add-opens=java.base/java.nio=ALL-UNNAMED");
    }
    ListenAddress.check(settings.config());
    Transport transport = Transports.named(settings.config().http().transport());
    VertxBuilder builder = Vertx.builder().with(NodeOptions.vertx()).withTransport(transport);
    AppConfig.Tracing traces = settings.config().tracing();
    Optional<Tracing> tracing =
        traces.otlpUrl().map(url -> Tracing.start(url, traces.samplePercent(), Version.number()));
    tracing.ifPresent(on -> builder.withTracer(on.factory()));
    AppConfig.Cluster cluster = settings.config().cluster();
    Optional<ClusterNode> node = cluster.enabled()
        ? Optional.of(ClusterNode.join(builder, NodeOptions.vertx(), cluster))
        : Optional.empty();
    Vertx vertx = node.map(ClusterNode::vertx).orElseGet(builder::build);
    try {
      MainVerticle main = new MainVerticle(invocation);
      DeploymentOptions options = new DeploymentOptions().setConfig(ofVerticles(settings.json()));
      String deployment = vertx
          .deployVerticle(main, options)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      Server server = new Server(vertx, settings.config(), deployment, tracing);
      StopSignal.stopBy(server::stop);
      new Introduction(vertx, settings.config(), main, transport.name(), invocation)
          .log(node.map(ClusterNode::description));
      return RUNNING;
    } catch (CompletionException e) {
      vertx.close().toCompletionStage().toCompletableFuture().join();
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** The configuration without what only joining the cluster needs, which is done: its secrets stand in it. */
  static JsonObject ofVerticles(Map<String, Object> json) {
    JsonObject config = new JsonObject(json).copy();
    JsonObject cluster = config.getJsonObject("cluster");
    ClusterNode.JOINING_KEYS.forEach(key -> cluster.remove(key.field()));
    return config;
  }

  private boolean stop() {
    log.info("stopping: accepted orders are committed and answered, then every socket is closed");
    // a server that closes accepts for a moment, for loops that have stopped; Netty warns of each
    Logging.silence("io.netty.bootstrap.ServerBootstrap");
    boolean stopped = await("stop", vertx.undeploy(deployment), stopTimeout());
    boolean left = await("leave the cluster", vertx.close(), LEAVE_TIMEOUT);
    tracing.ifPresent(Tracing::close);
    if (stopped && left) {
      log.info("stopped");
    }
    return stopped && left;
  }

  /** Watchers of a node in a cluster are closed over a time, and that of the requests under way ends after it. */
  private Duration stopTimeout() {
    Duration drain = vertx.isClustered() ? config.shutdown().drain() : Duration.ZERO;
    return drain.plus(config.http().shutdownTimeout()).plus(STOP_MARGIN);
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
}
