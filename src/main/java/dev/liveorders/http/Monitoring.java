package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.handler.MetricsHandler;
import dev.liveorders.metrics.LoopDelay;
import dev.liveorders.metrics.NodeMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * The means by which an operator sees the node: its meters, the delay of this event loop, and the listener of its own
 * for health and meters. Confined to the event loop of its verticle.
 */
final class Monitoring {
  private final Vertx vertx;
  private final AppConfig config;
  private final NodeMeters meters;
  private final LoopDelay delay;
  private MetricsHandler handler;
  private ManagementServer server;

  private Monitoring(Vertx vertx, AppConfig config) {
    this.vertx = vertx;
    this.config = config;
    this.meters = NodeMeters.of(vertx, config.metrics().enabled());
    this.delay = LoopDelay.start(vertx, meters, "http");
  }

  /** Begins to measure. */
  static Monitoring start(Vertx vertx, AppConfig config) {
    Monitoring monitoring = new Monitoring(vertx, config);
    NodeReadings.register(vertx, config, monitoring.meters);
    return monitoring;
  }

  NodeMeters meters() {
    return meters;
  }

  /** Makes what answers; nobody is answered before {@link #listen}. */
  void create(AccessControl access, Health health) {
    handler = new MetricsHandler(vertx, meters, access);
    server = ManagementServer.of(vertx, config, health, handler);
  }

  /** Returns the answer to {@code GET /metrics}. */
  MetricsHandler handler() {
    return handler;
  }

  /** Listens at {@code management.port}, if there is one. */
  Future<?> listen() {
    return server.listen();
  }

  /** Ends all: the listener is the last that goes. */
  Future<?> stop() {
    delay.stop();
    return server.stop();
  }
}
