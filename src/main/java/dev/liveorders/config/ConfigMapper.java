package dev.liveorders.config;

import static dev.liveorders.config.ConfigKey.*;

import java.util.Map;

/**
 * Makes the typed configuration of values that are each of their key's type and in its range. It is written out, and
 * not read from the records by reflection, as that is an eighth of what a start takes of a single core.
 */
final class ConfigMapper {
  private final ConfigValues values;

  private ConfigMapper(ConfigValues values) {
    this.values = values;
  }

  /**
   * Maps the values to the components of their keys.
   *
   * @param values every key with its value
   * @throws IllegalStateException for a component whose key has no value, or a key without a component; either fails
   *     every start, and so every test
   */
  static AppConfig map(Map<ConfigKey, Object> values) {
    ConfigValues untaken = new ConfigValues(values);
    AppConfig config = new ConfigMapper(untaken).config();
    untaken.checkAllTaken();
    return config;
  }

  private AppConfig config() {
    return new AppConfig(
        http(),
        access(),
        store(),
        orders(),
        audit(),
        windows(),
        page(),
        live(),
        limits(),
        cluster(),
        shutdown(),
        simulation(),
        rehearsal(),
        catalogue(),
        log(),
        tracing(),
        metrics(),
        management());
  }

  private AppConfig.Http http() {
    return new AppConfig.Http(
        ListenHost.of(values.text(HTTP_HOST)),
        values.integer(HTTP_PORT),
        values.integer(HTTP_INSTANCES),
        values.choice(HTTP_TRANSPORT, TransportChoice.class),
        values.integer(HTTP_MAX_BODY_BYTES),
        values.integer(HTTP_MAX_HEADER_BYTES),
        values.integer(HTTP_MAX_BATCH_ITEMS),
        values.duration(HTTP_REQUEST_TIMEOUT_MILLIS),
        values.duration(HTTP_IDLE_TIMEOUT_MILLIS),
        values.integer(HTTP_MAX_STREAMS),
        values.duration(HTTP_SHUTDOWN_MILLIS),
        values.list(HTTP_ALLOWED_ORIGINS),
        values.list(HTTP_ORDER_ORIGINS),
        values.list(HTTP_PUBLIC_HOSTS),
        values.list(HTTP_FRAME_ANCESTORS),
        values.list(HTTP_TRUSTED_PROXIES),
        values.ifGiven(HTTP_TLS_CERTIFICATE_FILE),
        values.ifGiven(HTTP_TLS_KEY_FILE),
        values.ifGiven(HTTP_TLS_KEYSTORE_FILE),
        values.secret(HTTP_TLS_KEYSTORE_PASSWORD),
        values.ifGiven(HTTP_TLS_KEYSTORE_PASSWORD_FILE),
        values.duration(HTTP_HSTS_SECONDS),
        values.ifGiven(HTTP_WEBROOT));
  }

  private AppConfig.Access access() {
    return new AppConfig.Access(
        values.flag(ACCESS_OPEN),
        values.choice(ACCESS_READ, ReadAccess.class),
        values.ifGiven(ACCESS_TOKEN_JWKS_FILE),
        values.ifGiven(ACCESS_TOKEN_PEM_FILE),
        values.secret(ACCESS_TOKEN_SECRET),
        values.ifGiven(ACCESS_TOKEN_SECRET_FILE),
        values.ifGiven(ACCESS_TOKEN_AUDIENCE),
        values.ifGiven(ACCESS_TOKEN_ISSUER));
  }

  private AppConfig.Store store() {
    return new AppConfig.Store(
        values.text(STORE_URL),
        values.duration(STORE_BUSY_TIMEOUT_MILLIS),
        values.duration(STORE_RETRY_MILLIS),
        values.secret(STORE_PASSWORD),
        values.ifGiven(STORE_PASSWORD_FILE),
        values.ifGiven(STORE_TLS_CA_FILE),
        values.duration(STORE_CONNECT_TIMEOUT_MILLIS),
        values.duration(STORE_CALL_TIMEOUT_MILLIS),
        values.duration(STORE_SETTLE_MILLIS));
  }

  private AppConfig.Orders orders() {
    return new AppConfig.Orders(
        values.integer(ORDERS_MAX_QUEUED),
        values.integer(ORDERS_MAX_COMMIT),
        values.integer(ORDERS_KEEP_DAYS),
        values.integer(ORDERS_REMEMBER_DAYS));
  }

  private AppConfig.Audit audit() {
    return new AppConfig.Audit(
        values.integer(AUDIT_ROWS_PER_SECOND), values.duration(AUDIT_SALES_SECONDS));
  }

  private Windows windows() {
    return new Windows(values.list(WINDOWS_SPANS), values.ifGiven(WINDOWS_TIME_ZONE));
  }

  private Page page() {
    return new Page(values.ifGiven(PAGE_CURRENCY));
  }

  private AppConfig.Live live() {
    return new AppConfig.Live(
        values.duration(LIVE_FLUSH_INTERVAL_MILLIS),
        values.integer(LIVE_SLICE_WATCHERS),
        values.integer(LIVE_MAX_WATCHERS),
        values.flag(LIVE_WATCH_ALL),
        values.flag(LIVE_RECENT),
        values.integer(LIVE_MAX_COMMAND_BYTES),
        values.integer(LIVE_MAX_BUFFERED_BYTES),
        values.duration(LIVE_PING_MILLIS),
        values.duration(LIVE_PONG_TIMEOUT_MILLIS),
        values.duration(LIVE_STALLED_SECONDS));
  }

  private AppConfig.Limits limits() {
    return new AppConfig.Limits(
        values.integer(LIMITS_REQUEST_MEMORY_PERCENT),
        values.integer(LIMITS_WATCHER_MEMORY_PERCENT),
        values.integer(LIMITS_MAX_PRODUCTS),
        values.integer(LIMITS_MAX_CATEGORIES),
        values.integer(LIMITS_MAX_CONNECTIONS),
        values.integer(LIMITS_NEW_CONNECTIONS_PER_SECOND),
        values.integer(LIMITS_CONNECTIONS_OF_ADDRESS),
        values.integer(LIMITS_NEW_CONNECTIONS_PER_SECOND_OF_ADDRESS),
        values.integer(LIMITS_ORDERS_PER_SECOND_OF_KEY),
        values.integer(LIMITS_ORDERS_PER_SECOND_OF_ADDRESS),
        values.integer(LIMITS_READ_BYTES_PER_SECOND_OF_ADDRESS),
        values.integer(LIMITS_WATCHED_IDS_OF_ADDRESS),
        values.list(LIMITS_EXEMPT_ADDRESSES));
  }

  private AppConfig.Cluster cluster() {
    return new AppConfig.Cluster(
        values.flag(CLUSTER_ENABLED),
        values.text(CLUSTER_NAME),
        values.list(CLUSTER_MEMBERS),
        values.ifGiven(CLUSTER_KUBERNETES_SERVICE),
        values.ifGiven(CLUSTER_HOST),
        values.ifGiven(CLUSTER_PUBLIC_HOST),
        values.integer(CLUSTER_PORT),
        values.integer(CLUSTER_BUS_PORT),
        values.secret(CLUSTER_SECRET),
        values.ifGiven(CLUSTER_SECRET_FILE),
        values.secret(CLUSTER_PREVIOUS_SECRET),
        values.ifGiven(CLUSTER_PREVIOUS_SECRET_FILE),
        values.duration(CLUSTER_JOIN_SECONDS),
        values.duration(CLUSTER_CHECK_MILLIS),
        values.duration(CLUSTER_GAP_MILLIS));
  }

  private AppConfig.Shutdown shutdown() {
    return new AppConfig.Shutdown(values.duration(SHUTDOWN_DRAIN_SECONDS));
  }

  private AppConfig.Simulation simulation() {
    return new AppConfig.Simulation(
        values.flag(SIMULATION_ENABLED),
        values.duration(SIMULATION_PERIOD_MILLIS),
        values.flag(SIMULATION_HISTORY));
  }

  private AppConfig.Rehearsal rehearsal() {
    return new AppConfig.Rehearsal(
        values.duration(REHEARSAL_MILLIS), values.integer(REHEARSAL_REQUESTS));
  }

  private AppConfig.Catalogue catalogue() {
    return new AppConfig.Catalogue(values.ifGiven(CATALOGUE_FILE));
  }

  private AppConfig.Log log() {
    return new AppConfig.Log(
        values.choice(LOG_FORMAT, LogFormat.class),
        values.choice(LOG_LEVEL, LogLevel.class),
        values.levels(LOG_LEVELS),
        values.flag(LOG_ACCESS));
  }

  private AppConfig.Tracing tracing() {
    return new AppConfig.Tracing(
        values.ifGiven(TRACING_OTLP_URL), values.integer(TRACING_SAMPLE_PERCENT));
  }

  private AppConfig.Metrics metrics() {
    return new AppConfig.Metrics(values.flag(METRICS_ENABLED));
  }

  private AppConfig.Management management() {
    return new AppConfig.Management(values.text(MANAGEMENT_HOST), values.integer(MANAGEMENT_PORT));
  }
}
