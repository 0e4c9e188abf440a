package dev.liveorders.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes the typed configuration of values that are each in their range, and checks what they must be to each other. */
final class ConfigBuilder {
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s?#]+");

  private final Map<ConfigKey, Object> values;

  ConfigBuilder(Map<ConfigKey, Object> values) {
    this.values = values;
  }

  /** Lists the combinations of values that are not allowed, one line each. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    if (integer(ConfigKey.HTTP_MAX_BATCH_ITEMS) > integer(ConfigKey.ORDERS_MAX_COMMIT)) {
      faults.add("http.maxBatchItems: " + integer(ConfigKey.HTTP_MAX_BATCH_ITEMS)
          + " is more than orders.maxCommit, " + integer(ConfigKey.ORDERS_MAX_COMMIT)
          + "; the orders of a request share one commit");
    }
    if (integer(ConfigKey.ORDERS_MAX_COMMIT) > integer(ConfigKey.ORDERS_MAX_QUEUED)) {
      faults.add("orders.maxCommit: " + integer(ConfigKey.ORDERS_MAX_COMMIT)
          + " is more than orders.maxQueued, " + integer(ConfigKey.ORDERS_MAX_QUEUED)
          + "; such a request could never wait for its commit");
    }
    if (integer(ConfigKey.LIVE_PONG_TIMEOUT_MILLIS) <= integer(ConfigKey.LIVE_PING_MILLIS)) {
      faults.add("live.pongTimeoutMillis: " + integer(ConfigKey.LIVE_PONG_TIMEOUT_MILLIS)
          + " is not more than live.pingMillis, " + integer(ConfigKey.LIVE_PING_MILLIS)
          + "; everybody would be dropped before the first answer");
    }
    faults.addAll(FileCheck.faults(text(ConfigKey.HTTP_WEBROOT)));
    faults.addAll(StoreCheck.faults(store()));
    faults.addAll(ClusterCheck.faults(cluster()));
    faults.addAll(TlsCheck.faults(
        text(ConfigKey.HTTP_TLS_CERTIFICATE_FILE), text(ConfigKey.HTTP_TLS_KEY_FILE)));
    if (text(ConfigKey.HTTP_HOST).isBlank()) {
      faults.add(
          "http.host: is empty; 127.0.0.1 is this machine only, 0.0.0.0 every address it has");
    }
    for (String origin : texts(ConfigKey.HTTP_ALLOWED_ORIGINS)) {
      if (!ORIGIN.matcher(origin).matches()) {
        faults.add("http.allowedOrigins: " + origin
            + " is not an origin like https://shop.example, without a path, or *");
      }
    }
    return faults;
  }

  AppConfig build() {
    return new AppConfig(http(), store(), orders(), live(), cluster(), simulation(), catalogue());
  }

  private AppConfig.Http http() {
    return new AppConfig.Http(
        text(ConfigKey.HTTP_HOST),
        integer(ConfigKey.HTTP_PORT),
        integer(ConfigKey.HTTP_INSTANCES),
        (TransportChoice) values.get(ConfigKey.HTTP_TRANSPORT),
        millis(ConfigKey.HTTP_WARM_UP_MILLIS),
        integer(ConfigKey.HTTP_MAX_BODY_BYTES),
        integer(ConfigKey.HTTP_MAX_BATCH_ITEMS),
        millis(ConfigKey.HTTP_REQUEST_TIMEOUT_MILLIS),
        millis(ConfigKey.HTTP_IDLE_TIMEOUT_MILLIS),
        millis(ConfigKey.HTTP_SHUTDOWN_MILLIS),
        texts(ConfigKey.HTTP_ALLOWED_ORIGINS),
        tls(),
        isLoopback(text(ConfigKey.HTTP_HOST)),
        optional(ConfigKey.HTTP_WEBROOT));
  }

  /** Asks the resolver, unless the host is an address. */
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unresolved) {
      return false;
    }
  }

  private Optional<AppConfig.Tls> tls() {
    String certificate = text(ConfigKey.HTTP_TLS_CERTIFICATE_FILE);
    return certificate.isEmpty()
        ? Optional.empty()
        : Optional.of(new AppConfig.Tls(certificate, text(ConfigKey.HTTP_TLS_KEY_FILE)));
  }

  private AppConfig.Store store() {
    return new AppConfig.Store(
        text(ConfigKey.STORE_URL),
        millis(ConfigKey.STORE_BUSY_TIMEOUT_MILLIS),
        millis(ConfigKey.STORE_RETRY_MILLIS),
        new AppConfig.Postgres(
            (Secret) values.get(ConfigKey.STORE_PASSWORD),
            optional(ConfigKey.STORE_PASSWORD_FILE),
            optional(ConfigKey.STORE_TLS_CA_FILE),
            millis(ConfigKey.STORE_CONNECT_TIMEOUT_MILLIS),
            millis(ConfigKey.STORE_CALL_TIMEOUT_MILLIS),
            millis(ConfigKey.STORE_SETTLE_MILLIS)));
  }

  private AppConfig.Orders orders() {
    return new AppConfig.Orders(
        integer(ConfigKey.ORDERS_MAX_QUEUED), integer(ConfigKey.ORDERS_MAX_COMMIT));
  }

  private AppConfig.Live live() {
    return new AppConfig.Live(
        millis(ConfigKey.LIVE_FLUSH_INTERVAL_MILLIS),
        integer(ConfigKey.LIVE_SLICE_WATCHERS),
        integer(ConfigKey.LIVE_MAX_WATCHERS),
        (Boolean) values.get(ConfigKey.LIVE_WATCH_ALL),
        integer(ConfigKey.LIVE_MAX_COMMAND_BYTES),
        integer(ConfigKey.LIVE_MAX_BUFFERED_BYTES),
        millis(ConfigKey.LIVE_PING_MILLIS),
        millis(ConfigKey.LIVE_PONG_TIMEOUT_MILLIS),
        Duration.ofSeconds(integer(ConfigKey.LIVE_STALLED_SECONDS)));
  }

  private AppConfig.Cluster cluster() {
    return new AppConfig.Cluster(
        (Boolean) values.get(ConfigKey.CLUSTER_ENABLED),
        text(ConfigKey.CLUSTER_NAME),
        texts(ConfigKey.CLUSTER_MEMBERS),
        optional(ConfigKey.CLUSTER_KUBERNETES_SERVICE),
        optional(ConfigKey.CLUSTER_HOST),
        optional(ConfigKey.CLUSTER_PUBLIC_HOST),
        integer(ConfigKey.CLUSTER_PORT),
        integer(ConfigKey.CLUSTER_BUS_PORT),
        optional(ConfigKey.CLUSTER_FILE),
        Duration.ofSeconds(integer(ConfigKey.CLUSTER_JOIN_SECONDS)),
        millis(ConfigKey.CLUSTER_CHECK_MILLIS),
        millis(ConfigKey.CLUSTER_GAP_MILLIS));
  }

  private AppConfig.Simulation simulation() {
    return new AppConfig.Simulation(
        (Boolean) values.get(ConfigKey.SIMULATION_ENABLED),
        millis(ConfigKey.SIMULATION_PERIOD_MILLIS));
  }

  private AppConfig.Catalogue catalogue() {
    return new AppConfig.Catalogue(optional(ConfigKey.CATALOGUE_FILE));
  }

  private int integer(ConfigKey key) {
    return (Integer) values.get(key);
  }

  private String text(ConfigKey key) {
    return (String) values.get(key);
  }

  private Optional<String> optional(ConfigKey key) {
    return Optional.of(text(key)).filter(name -> !name.isEmpty());
  }

  private Duration millis(ConfigKey key) {
    return Duration.ofMillis(integer(key));
  }

  private List<String> texts(ConfigKey key) {
    return ((List<?>) values.get(key)).stream().map(String.class::cast).toList();
  }
}
