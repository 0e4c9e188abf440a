package dev.liveorders.orders;

import dev.liveorders.config.AppConfig;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Window;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;

/**
 * The work on a store that one of its nodes does for all, under leases: folding old orders, comparing totals and
 * sales with orders, and letting time pass. Confined to the event loop of its verticle.
 */
final class StoreUpkeep {
  /** The windows of which trends and sparklines show each step. */
  private static final Set<Window> CURVES =
      EnumSet.of(Window.LAST_HOUR, Window.LAST_24_HOURS, Window.LAST_7_DAYS, Window.LAST_30_DAYS);

  /** The pause between two rounds of the self-audit: a wrong total of a small store is known after two rounds. */
  private static final long AUDIT_PAUSE_MILLIS = 10_000;

  private final OrderFolder folder;
  private final SelfAudit audit;
  private final SalesAudit salesAudit;
  private final WindowTicker ticker;
  private final Lease clockLease;

  StoreUpkeep(
      Vertx vertx,
      AppConfig config,
      OrderStore store,
      FollowedStore followed,
      StoreClock clock,
      OrdersMeters meters) {
    Lease lease =
        Lease.of(vertx, store, config, "audit"); // of all three, so that one node does them
    folder = new OrderFolder(vertx, lease, store.retention(), config.orders(), Clock.systemUTC());
    audit = new SelfAudit(
        vertx,
        store.audit(),
        lease,
        config.audit().rowsPerSecond(),
        AUDIT_PAUSE_MILLIS,
        meters::onMismatches,
        folder::isFolding);
    salesAudit = new SalesAudit(
        vertx,
        store.audit()::salesDifferences,
        lease,
        config.audit().salesInterval(),
        meters::onSalesMismatches);
    clockLease = Lease.of(vertx, store, config, "clock");
    ticker = new WindowTicker(
        clock,
        new SoldSteps(config.windows().windows(), CURVES),
        clockLease::isHeld,
        due -> followed.write(
            store.tick(due).onSuccess(made -> made.commit().ifPresent(tick -> meters.onTick()))),
        Alarm.of(vertx));
  }

  /** Follows the commits of all nodes, in order, from the first snapshot on. */
  void follow(Commit commit) {
    ticker.follow(commit);
  }

  /** Begins all of it, each as far as it is configured. */
  void start() {
    folder.start();
    audit.start();
    salesAudit.start();
    clockLease.start();
    ticker.start();
  }

  /** Stops for good; completes when another node may go on. */
  Future<?> stop() {
    ticker.stop();
    return Future.join(folder.stop(), audit.stop(), salesAudit.stop(), clockLease.stop());
  }
}
