package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.handler.MethodHandlers;
import dev.liveorders.http.handler.MetricsHandler;
import dev.liveorders.http.problem.ProblemResponder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;

/**
 * The listener at {@code management.host} and {@code management.port}: health and meters for whoever reaches it, and
 * nothing else. Event loops share its port. Confined to the event loop of its verticle.
 */
final class ManagementServer {
  private static final int MAX_HEADER_BYTES = 8_192;

  private final HttpServer server;
  private final AppConfig.Management config;

  private ManagementServer(HttpServer server, AppConfig.Management config) {
    this.server = server;
    this.config = config;
  }

  /** Makes it; it does not listen yet. */
  static ManagementServer of(Vertx vertx, AppConfig config, Health health, MetricsHandler metrics) {
    Router router = Router.router(vertx);
    router.route("/health/live").handler(new MethodHandlers().get(health::live));
    router.route("/health/ready").handler(new MethodHandlers().get(health::readyInFull));
    router.route("/metrics").handler(new MethodHandlers().get(metrics::answer));
    for (int status : new int[] {400, 404, 500}) {
      router.errorHandler(status, ProblemResponder::answer);
    }
    HttpServerOptions options = new HttpServerOptions()
        .setHost(config.management().host())
        .setPort(config.management().port())
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout((int) config.http().idleTimeout().toMillis())
        .setHttp2ClearTextEnabled(false);
    HttpServer server = vertx
        .createHttpServer(options)
        .invalidRequestHandler(ProblemResponder::answerMalformed)
        .requestHandler(router);
    return new ManagementServer(server, config.management());
  }

  /** Listens, if there is a port for that. */
  Future<?> listen() {
    return config.isOn()
        ? server.listen().recover(cause -> Future.failedFuture(new ListenException(config, cause)))
        : Future.succeededFuture();
  }

  /** Stops at once: who asks again is told by the closed port that the node has ended. */
  Future<?> stop() {
    return server.close();
  }
}
