package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.access.TrialRule;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.Scope;
import dev.liveorders.orders.OrdersReport;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log lines of a server that has started: its store, who may reach it, and how to try it. */
final class Introduction {
  private static final Logger log = LoggerFactory.getLogger("dev.liveorders");
  private static final int KEY_DIGITS = 12;

  private final Vertx vertx;
  private final AppConfig config;
  private final MainVerticle main;
  private final String transport;
  private final Invocation invocation;
  private final List<String> hosts;

  Introduction(
      Vertx vertx, AppConfig config, MainVerticle main, String transport, Invocation invocation) {
    this.vertx = vertx;
    this.config = config;
    this.main = main;
    this.transport = transport;
    this.invocation = invocation;
    this.hosts = ListenAddress.reachable(config.http());
  }

  /**
   * Logs it.
   *
   * @param cluster what a node of a cluster has to say about that
   */
  void log(Optional<String> cluster) {
    log.info(
        "Live Orders {} on Java {}, process {}, {} transport",
        Version.number(),
        System.getProperty("java.version"),
        ProcessHandle.current().pid(),
        transport);
    logStore();
    cluster.ifPresent(this::logCluster);
    logSimulation();
    AccessKeys keys =
        ClosedByDefault.keys(vertx).toCompletionStage().toCompletableFuture().join();
    boolean open = TrialRule.of(config).isOpen(keys);
    logAccess(keys, open);
    DescriptorLimit.check(config.live().maxWatchers());
    example(open).ifPresent(line -> log.info("place one: {}", line));
    log.info(
        "ready after {} ms: open {}",
        ManagementFactory.getRuntimeMXBean().getUptime(),
        String.join(" or ", hosts.stream().map(this::address).toList()));
  }

  private void logStore() {
    OrdersReport report = main.ordersReport();
    log.info(
        "orders are kept in {}{}: {} products, commit {} of epoch {}",
        OrderStores.describe(config.store()),
        report.newStore() ? ", a NEW store" : "",
        report.products(),
        report.position().seq(),
        report.position().epoch());
  }

  private void logCluster(String description) {
    log.info("{}", description);
    if (OrderStores.file(config.store()).isPresent()) {
      log.warn(
          "nodes share a SQLite file, which suffices to try a cluster on one machine; for several machines set store.url to"
              + " PostgreSQL");
    }
  }

  private void logSimulation() {
    OrdersReport report = main.ordersReport();
    if (report.simulates()) {
      log.info(
          "orders are being SIMULATED, one every {} ms, until the first real one; LIVE_ORDERS_SIMULATION_ENABLED=false"
              + " stops that",
          config.simulation().period().toMillis());
    } else {
      log.info("no orders are simulated: {}", report.whyNot());
    }
  }

  private void logAccess(AccessKeys keys, boolean open) {
    if (!keys.keys().isEmpty()) {
      logHolders(new KeyHolders(keys, Instant.now()));
    } else if (!open) {
      log.warn(
          "closed: the last key was removed, and nobody may place orders or change products; this makes one: {}",
          invocation.keyAdd());
    } else if (config.http().onLoopback()) {
      log.info(
          "open to this machine: there are no keys, so that all its programs may place orders and change products; this makes"
              + " one, and closes it: {}",
          invocation.keyAdd());
    } else {
      log.warn(
          "open: access.open is true and there are no keys, so that whoever reaches {} may place orders and change products;"
              + " a proxy or firewall must see to who does",
          String.join(", ", hosts.stream().map(host -> host + ":" + main.port()).toList()));
    }
  }

  private void logHolders(KeyHolders holders) {
    if (holders.lack(Scope.ORDERS)) {
      log.warn(
          "closed: {}; this makes a key for orders: {}",
          holders.describe(),
          invocation.keyAdd(holders.freeName("web-shop"), Scope.ORDERS));
    } else if (holders.lack(Scope.CATALOGUE)) {
      log.info(
          "closed: {}; this makes a key for products: {}",
          holders.describe(),
          invocation.keyAdd(holders.freeName("catalogue"), Scope.CATALOGUE));
    } else {
      log.info("closed: {}", holders.describe());
    }
  }

  /** A line to try, with a product that exists and an order id that nobody has used; empty without products. */
  private Optional<String> example(boolean open) {
    String random = OrderId.random().value().replace("-", "");
    String key = "try-" + random.substring(random.length() - KEY_DIGITS);
    return main.ordersReport()
        .example()
        .map(product -> "curl -H 'Content-Type: application/json' "
            + (open ? "" : "-H 'Authorization: Bearer KEY' ") + "-H 'Idempotency-Key: " + key
            + "' -d '{\"amount\":3}' " + address(hosts.get(0)) + "/orders/"
            + PathSegment.of(product));
  }

  private String address(String host) {
    return (config.http().tls().isPresent() ? "https://" : "http://") + host + ":" + main.port();
  }
}
