package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.limits.Clients;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.metrics.Meter;
import dev.liveorders.metrics.NodeMeters;
import dev.liveorders.netty.DirectMemory;
import io.vertx.core.Vertx;

/** The meters of what the event loops of a node share, which is read when somebody asks. */
final class NodeReadings {
  private NodeReadings() {}

  /** Has them read; each event loop says the same. */
  static void register(Vertx vertx, AppConfig config, NodeMeters meters) {
    NodeBudget requests = NodeMemory.ofRequests(vertx, config);
    NodeBudget watchers = NodeMemory.ofWatchers(vertx, config);
    Clients clients = Clients.of(vertx, config);
    meters.reading(Meter.DIRECT_MEMORY, DirectMemory::used);
    meters.reading(Meter.DIRECT_MEMORY_MAX, DirectMemory::max);
    meters.reading(Meter.CONNECTIONS, clients::connections);
    meters.reading(Meter.REQUEST_MEMORY, requests::used);
    meters.reading(Meter.REQUEST_MEMORY_MAX, requests::max);
    meters.reading(Meter.WATCHER_MEMORY, watchers::used);
    meters.reading(Meter.WATCHER_MEMORY_MAX, watchers::max);
  }
}
