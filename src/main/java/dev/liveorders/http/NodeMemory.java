package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.netty.DirectMemory;
import io.vertx.core.Vertx;

/** The shares of memory that the event loops of a node have together. */
final class NodeMemory {
  private NodeMemory() {}

  /** Returns that for requests and answers under way. */
  static NodeBudget ofRequests(Vertx vertx, AppConfig config) {
    long bytes = Runtime.getRuntime().maxMemory() / 100 * config.limits().requestMemoryPercent();
    return NodeBudget.of(vertx, "requests", bytes);
  }

  /** Returns that for what waits for watchers. */
  static NodeBudget ofWatchers(Vertx vertx, AppConfig config) {
    long bytes = DirectMemory.max() / 100 * config.limits().watcherMemoryPercent();
    return NodeBudget.of(vertx, "watchers", bytes);
  }
}
