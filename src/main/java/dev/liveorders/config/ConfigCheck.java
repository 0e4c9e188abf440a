package dev.liveorders.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that values that are each in their range fit each other. Constructors of the records do not, since their
 * first exception would hide the faults behind it.
 */
final class ConfigCheck {
  private ConfigCheck() {}

  /** Returns one line for each fault, without any secret. */
  static List<String> faults(AppConfig config) {
    List<String> faults = new ArrayList<>();
    faults.addAll(limits(config.http(), config.orders()));
    faults.addAll(retention(config.orders()));
    faults.addAll(silence(config.live()));
    faults.addAll(config.windows().faults());
    faults.addAll(config.page().faults());
    faults.addAll(HttpCheck.faults(config.http()));
    faults.addAll(HttpCheck.ranges("limits.exemptAddresses", config.limits().exemptAddresses()));
    faults.addAll(AccessCheck.faults(config.access()));
    faults.addAll(StoreCheck.faults(config.store()));
    faults.addAll(ClusterCheck.faults(config.cluster()));
    faults.addAll(tracing(config.tracing()));
    faults.addAll(management(config.management(), config.http()));
    return faults;
  }

  private static List<String> limits(AppConfig.Http http, AppConfig.Orders orders) {
    List<String> faults = new ArrayList<>();
    if (http.maxBatchItems() > orders.maxCommit()) {
      faults.add("http.maxBatchItems: " + http.maxBatchItems() + " is more than orders.maxCommit, "
          + orders.maxCommit() + "; the orders of a request share one commit");
    }
    if (orders.maxCommit() > orders.maxQueued()) {
      faults.add("orders.maxCommit: " + orders.maxCommit() + " is more than orders.maxQueued, "
          + orders.maxQueued() + "; such a request could never wait for its commit");
    }
    return faults;
  }

  private static List<String> retention(AppConfig.Orders orders) {
    int remembered = orders.rememberDays();
    if (remembered > 0 && orders.keepDays() == 0) {
      return List.of("orders.rememberDays: " + remembered
          + " has no meaning while orders.keepDays is 0: orders are kept for ever, and so are their ids; set both, or"
          + " neither");
    }
    return remembered == 0 || remembered >= orders.keepDays()
        ? List.of()
        : List.of("orders.rememberDays: " + remembered + " is less than orders.keepDays, "
            + orders.keepDays() + "; the ids of orders that are kept are known anyway");
  }

  private static List<String> tracing(AppConfig.Tracing tracing) {
    return tracing.otlpUrl().stream()
        .filter(url -> !isHttp(url))
        .map(url -> "tracing.otlpUrl: "
            + url.replaceAll("//[^/]*@", "//…@").replaceAll("\\?.*", "?…")
            + " is no address like http://localhost:4318/v1/traces, with neither user nor query")
        .toList();
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getQuery() == null;
    } catch (URISyntaxException noUrl) {
      return false;
    }
  }

  private static List<String> management(AppConfig.Management management, AppConfig.Http http) {
    List<String> faults = new ArrayList<>();
    if (management.host().isBlank()) {
      faults.add("management.host: is empty; 127.0.0.1 is this machine only, 0.0.0.0 every address"
          + " it has");
    }
    if (management.isOn() && management.port() == http.port()) {
      faults.add("management.port: " + management.port()
          + " is http.port as well; health and meters need a port of their own");
    }
    return faults;
  }

  private static List<String> silence(AppConfig.Live live) {
    return live.pongTimeout().compareTo(live.pingInterval()) > 0
        ? List.of()
        : List.of("live.pongTimeoutMillis: " + live.pongTimeout().toMillis()
            + " is not more than live.pingMillis, " + live.pingInterval().toMillis()
            + "; everybody would be dropped before the first answer");
  }
}
