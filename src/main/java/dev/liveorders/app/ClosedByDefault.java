package dev.liveorders.app;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.http.access.TrialRule;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** Lets no server start that others can reach, and that would ask nobody for a key. */
final class ClosedByDefault {
  private ClosedByDefault() {}

  /**
   * Checks it, once the store is open.
   *
   * @return fails with a {@link ConfigException} whose own command mends it
   */
  static Future<Void> check(Vertx vertx, AppConfig config, Invocation invocation) {
    return keys(vertx)
        .compose(keys -> TrialRule.of(config).allowsStart(keys)
            ? Future.succeededFuture()
            : Future.failedFuture(new ConfigException(List.of(fault(config, invocation)))));
  }

  private static String fault(AppConfig config, Invocation invocation) {
    return "http.host: others than this machine reach " + config.http().host() + ", and "
        + OrderStores.describe(config.store())
        + " has no key to say who of them may place orders; set access.open to true if a proxy sees to that, or else make a key,"
        + " and start again: " + invocation.keyAdd();
  }

  /** Asks for the keys that this node has. */
  static Future<AccessKeys> keys(Vertx vertx) {
    return new Bus(vertx).keys().map(keys -> keys.orElse(AccessKeys.NONE));
  }
}
