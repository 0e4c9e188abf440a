package dev.liveorders.http;

import dev.liveorders.live.fanout.Hub;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.List;
import java.util.UUID;

/** A hub as the other event loops of its node may ask it. Thread safe: the hub is asked on its own event loop. */
final class HubProbe implements Shareable {
  private static final long TIMEOUT_MILLIS = 1_000;

  private final LocalMap<String, HubProbe> node;
  private final String key = UUID.randomUUID().toString();
  private final Context context;
  private final Hub hub;

  private HubProbe(LocalMap<String, HubProbe> node, Context context, Hub hub) {
    this.node = node;
    this.context = context;
    this.hub = hub;
  }

  /** Makes a hub known to its node. Must be called on the hub's event loop. */
  static HubProbe register(Vertx vertx, Hub hub) {
    HubProbe probe = new HubProbe(node(vertx), vertx.getOrCreateContext(), hub);
    probe.node.put(probe.key, probe);
    return probe;
  }

  private static LocalMap<String, HubProbe> node(Vertx vertx) {
    return vertx.sharedData().getLocalMap("live-orders.hubs");
  }

  /**
   * Asks all hubs of a node; one that does not answer within a second makes the node not ready. Completes on the
   * event loop that asks.
   */
  static Future<HubReport> report(Vertx vertx) {
    Context asking = vertx.getOrCreateContext();
    List<Future<HubReport>> reports =
        node(vertx).values().stream().map(probe -> probe.report(vertx, asking)).toList();
    return Future.all(reports).map(all -> reports.stream()
        .map(Future::result)
        .reduce(HubReport::and)
        .orElse(HubReport.NO_ANSWER));
  }

  private Future<HubReport> report(Vertx vertx, Context asking) {
    Promise<HubReport> answer = Promise.promise();
    long timer = vertx.setTimer(TIMEOUT_MILLIS, late -> answer.tryComplete(HubReport.NO_ANSWER));
    context.runOnContext(own -> {
      HubReport report = HubReport.of(hub);
      asking.runOnContext(back -> answer.tryComplete(report));
    });
    return answer.future().onComplete(done -> vertx.cancelTimer(timer));
  }

  /** Makes the node forget the hub. */
  void unregister() {
    node.remove(key);
  }
}
