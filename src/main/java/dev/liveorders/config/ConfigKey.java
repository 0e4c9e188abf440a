package dev.liveorders.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every key of the configuration: the one table that defaults, checks, environment names and documents follow. */
public enum ConfigKey {
  HTTP_HOST(
      "http.host",
      "localhost",
      "name or address to listen on; localhost is 127.0.0.1 and, where there is IPv6, [::1]; on loopback only this machine may"
          + " ask; 0.0.0.0 is, like ::, every address of this machine, also those of IPv6"),
  HTTP_PORT("http.port", 3000, 0, 65_535, "TCP port to listen on; 0 for any that is free"),
  HTTP_INSTANCES("http.instances", 0, 0, 256, "event loops that serve HTTP; 0 for one per core"),
  HTTP_TRANSPORT(
      "http.transport",
      TransportChoice.AUTO,
      "what event loops wait by: epoll, io_uring, nio, or auto for epoll where it loads and else nio"),
  HTTP_MAX_BODY_BYTES("http.maxBodyBytes", 1_048_576, 1_024, 1_073_741_824, "longest request body"),
  HTTP_MAX_HEADER_BYTES(
      "http.maxHeaderBytes",
      8_192,
      1_024,
      65_536,
      "longest head of a request, without its first line"),
  HTTP_MAX_BATCH_ITEMS("http.maxBatchItems", 10_000, 1, 1_000_000, "most orders in one request"),
  HTTP_REQUEST_TIMEOUT_MILLIS(
      "http.requestTimeoutMillis",
      30_000,
      100,
      3_600_000,
      "time a request may take to arrive, and again to be answered"),
  HTTP_IDLE_TIMEOUT_MILLIS(
      "http.idleTimeoutMillis",
      75_000,
      100,
      3_600_000,
      "time a connection may wait between requests"),
  HTTP_MAX_STREAMS(
      "http.maxStreams",
      100,
      1,
      10_000,
      "most requests and event streams at once on a connection that speaks HTTP/2"),
  HTTP_SHUTDOWN_MILLIS(
      "http.shutdownMillis", 10_000, 100, 600_000, "time for requests under way at a shutdown"),
  HTTP_ALLOWED_ORIGINS(
      "http.allowedOrigins",
      List.of(),
      "origins whose pages may read and watch: https://shop.example, https://*.shop.example, http://localhost:*, null, or *;"
          + " where this and http.orderOrigins are empty, any port of this machine while on loopback"),
  HTTP_ORDER_ORIGINS(
      "http.orderOrigins",
      List.of(),
      "origins whose pages may also order and change products, written like http.allowedOrigins, but neither null nor *"),
  HTTP_PUBLIC_HOSTS(
      "http.publicHosts",
      List.of(),
      "names by which browsers and shops reach the server: totals.shop.example, *.shop.example, or * for any; addresses and"
          + " localhost need no entry"),
  HTTP_FRAME_ANCESTORS(
      "http.frameAncestors",
      List.of(),
      "origins whose pages may show ours in a frame, written like http.allowedOrigins, or self; none for nobody"),
  HTTP_TRUSTED_PROXIES(
      "http.trustedProxies",
      List.of(),
      "addresses of proxies, like 10.0.0.0/8, whose X-Forwarded-For or Forwarded says who a client is; of others it is"
          + " ignored"),
  HTTP_TLS_CERTIFICATE_FILE(
      "http.tlsCertificateFile",
      "",
      "certificate to speak HTTPS with, PEM, those that signed it behind it; empty for HTTP"),
  HTTP_TLS_KEY_FILE(
      "http.tlsKeyFile", "", "private key of the certificate, PEM, not encrypted; empty for HTTP"),
  HTTP_TLS_KEYSTORE_FILE(
      "http.tlsKeystoreFile",
      "",
      "PKCS#12 file of certificate and private key, instead of http.tlsCertificateFile and http.tlsKeyFile; empty for none"),
  HTTP_TLS_KEYSTORE_PASSWORD(
      "http.tlsKeystorePassword",
      new Secret(""),
      "password of the PKCS#12 file, better given in the environment; empty for none"),
  HTTP_TLS_KEYSTORE_PASSWORD_FILE(
      "http.tlsKeystorePasswordFile",
      "",
      "file that holds the password of the PKCS#12 file; empty for none"),
  HTTP_HSTS_SECONDS(
      "http.hstsSeconds",
      31_536_000,
      0,
      315_360_000,
      "time for which browsers that came by HTTPS will not come by HTTP (Strict-Transport-Security); 0 for none; on loopback"
          + " it is not sent"),
  HTTP_WEBROOT(
      "http.webroot",
      "",
      "folder of one's own pages, laid over those of the jar; dot files and links that lead out of it are not served;"
          + " empty for none"),
  ACCESS_OPEN(
      "access.open",
      false,
      "let everybody who reaches a server without keys place orders and change products: a proxy in front sees who may"),
  ACCESS_READ(
      "access.read",
      ReadAccess.OPEN,
      "who may read totals and products: open for everybody, token for who shows a token, and only what it grants"),
  ACCESS_TOKEN_JWKS_FILE(
      "access.tokenJwksFile",
      "",
      "JWK Set with the keys that tokens are signed with, read anew when it changes; empty for none"),
  ACCESS_TOKEN_PEM_FILE(
      "access.tokenPemFile",
      "",
      "public keys or certificates that tokens are signed with, PEM, read anew when it changes; empty for none"),
  ACCESS_TOKEN_SECRET(
      "access.tokenSecret",
      new Secret(""),
      "secret of tokens by HS256, 32 bytes or more, better given in a file; empty for none"),
  ACCESS_TOKEN_SECRET_FILE(
      "access.tokenSecretFile",
      "",
      "file that holds the secret of tokens by HS256, or one in each line, read anew when it changes; empty for none"),
  ACCESS_TOKEN_AUDIENCE(
      "access.tokenAudience", "", "what aud of a token must name; empty for anything"),
  ACCESS_TOKEN_ISSUER("access.tokenIssuer", "", "what iss of a token must be; empty for anything"),
  STORE_URL(
      "store.url",
      "sqlite:data/live-orders.db",
      "where orders are kept: sqlite:PATH, or postgresql://user@host:port/database with more hosts after commas and"
          + " ?sslmode= as psql has it"),
  STORE_BUSY_TIMEOUT_MILLIS(
      "store.busyTimeoutMillis",
      5_000,
      0,
      600_000,
      "wait for a lock that another program has; 0 for none"),
  STORE_RETRY_MILLIS(
      "store.retryMillis",
      500,
      10,
      600_000,
      "longest time between attempts to open an unavailable store"),
  STORE_PASSWORD(
      "store.password",
      new Secret(""),
      "PostgreSQL: the password, better given in the environment; empty for none"),
  STORE_PASSWORD_FILE(
      "store.passwordFile",
      "",
      "PostgreSQL: file that holds the password, read anew for each connection; empty for none"),
  STORE_TLS_CA_FILE(
      "store.tlsCaFile",
      "",
      "PostgreSQL: PEM file of the certificates that the server's must come from, like sslrootcert in the URL; empty for"
          + " none"),
  STORE_CONNECT_TIMEOUT_MILLIS(
      "store.connectTimeoutMillis",
      5_000,
      100,
      600_000,
      "PostgreSQL: time a connection to one host may take"),
  STORE_CALL_TIMEOUT_MILLIS(
      "store.callTimeoutMillis",
      10_000,
      100,
      600_000,
      "PostgreSQL: time the server may take over a call; more than store.busyTimeoutMillis"),
  STORE_SETTLE_MILLIS(
      "store.settleMillis",
      15_000,
      0,
      600_000,
      "PostgreSQL: time to find out what became of orders when the connection was lost, before their outcome is reported"
          + " as unknown"),
  ORDERS_MAX_QUEUED(
      "orders.maxQueued",
      100_000,
      1,
      10_000_000,
      "orders that may wait for a commit, at least orders.maxCommit; more get 503"),
  ORDERS_MAX_COMMIT(
      "orders.maxCommit",
      10_000,
      1,
      1_000_000,
      "most orders in one commit; at least http.maxBatchItems"),
  ORDERS_KEEP_DAYS(
      "orders.keepDays",
      0,
      0,
      36_500,
      "days for which each order is kept; older ones are folded into one entry for each product and day; 0 for ever"),
  ORDERS_REMEMBER_DAYS(
      "orders.rememberDays",
      0,
      0,
      36_500,
      "days for which the id of a folded order is known, so that a repeat is not counted; at least orders.keepDays, and"
          + " 0 while that is 0; 0 for ever"),
  AUDIT_ROWS_PER_SECOND(
      "audit.rowsPerSecond",
      20_000,
      0,
      1_000_000,
      "orders and products that the self-audit looks at; 0 for no self-audit"),
  AUDIT_SALES_SECONDS(
      "audit.salesSeconds",
      86_400,
      0,
      2_592_000,
      "time between two comparisons of what sold when with the orders, which read all of them; 0 for none"),
  WINDOWS_SPANS(
      "windows.spans",
      List.of("1h", "24h", "7d", "today"),
      "windows that can be asked for, of 1h, 24h, 7d, 30d, today and yesterday; none for none"),
  WINDOWS_TIME_ZONE(
      "windows.timeZone",
      "",
      "time zone in which a day of sales begins and ends, such as Europe/Berlin; empty for that which the store began with,"
          + " and in a new one that of the machine"),
  PAGE_CURRENCY(
      "page.currency",
      "",
      "currency in which the page shows prices of products that name none, a code of ISO 4217 such as EUR; empty for numbers alone"),
  LIVE_FLUSH_INTERVAL_MILLIS(
      "live.flushIntervalMillis",
      16,
      0,
      60_000,
      "least time between two flushes of changes; 0 for as fast as it goes, at the expense of orders"),
  LIVE_SLICE_WATCHERS(
      "live.sliceWatchers", 256, 1, 1_000_000, "watchers served before others get the event loop"),
  LIVE_MAX_WATCHERS(
      "live.maxWatchers",
      100_000,
      1,
      10_000_000,
      "most watchers of a node; more are told it is full"),
  LIVE_WATCH_ALL(
      "live.watchAll",
      true,
      "let the totals of all products be watched at once, at /orders; otherwise by category, or up to 200 by name"),
  LIVE_RECENT(
      "live.recent", true, "show the last sales one by one, without who ordered, at /recent"),
  LIVE_MAX_COMMAND_BYTES(
      "live.maxCommandBytes", 16_384, 125, 1_048_576, "longest message that a watcher may send"),
  LIVE_MAX_BUFFERED_BYTES(
      "live.maxBufferedBytes",
      2_048,
      1_024,
      1_073_741_824,
      "unsent bytes that the kernel may buffer per watcher before its updates are coalesced"),
  LIVE_PING_MILLIS(
      "live.pingMillis", 25_000, 100, 3_600_000, "time between two pings of a watcher"),
  LIVE_PONG_TIMEOUT_MILLIS(
      "live.pongTimeoutMillis",
      60_000,
      100,
      3_600_000,
      "silence after which a watcher is dropped; more than live.pingMillis"),
  LIVE_STALLED_SECONDS(
      "live.stalledSeconds",
      60,
      1,
      86_400,
      "time after which a watcher that does not read is closed"),
  LIMITS_REQUEST_MEMORY_PERCENT(
      "limits.requestMemoryPercent",
      25,
      1,
      75,
      "share of the heap that HTTP connections, bodies and answers under way may take; over it the oldest are closed"),
  LIMITS_WATCHER_MEMORY_PERCENT(
      "limits.watcherMemoryPercent",
      25,
      1,
      75,
      "share of the memory outside the heap that may wait for watchers which do not read; over it the oldest are closed"),
  LIMITS_MAX_PRODUCTS(
      "limits.maxProducts",
      1_000_000,
      1,
      100_000_000,
      "most products of a store; no more are added"),
  LIMITS_MAX_CATEGORIES(
      "limits.maxCategories",
      10_000,
      1,
      1_000_000,
      "most categories of a store; no more are added"),
  LIMITS_MAX_CONNECTIONS(
      "limits.maxConnections",
      100_000,
      1,
      10_000_000,
      "most connections of a node, watchers included; more get 503"),
  LIMITS_NEW_CONNECTIONS_PER_SECOND(
      "limits.newConnectionsPerSecond",
      5_000,
      1,
      1_000_000,
      "connections that a node takes in a second, of addresses that are limited; more get 503"),
  LIMITS_CONNECTIONS_OF_ADDRESS(
      "limits.connectionsOfAddress",
      1_000,
      1,
      10_000_000,
      "most connections of one address, an IPv6 address being its /64; each event stream over HTTP/2 counts"
          + " as one more; more get 429"),
  LIMITS_NEW_CONNECTIONS_PER_SECOND_OF_ADDRESS(
      "limits.newConnectionsPerSecondOfAddress",
      100,
      1,
      1_000_000,
      "connections that one address may open in a second, ten times that at once; more get 429"),
  LIMITS_ORDERS_PER_SECOND_OF_KEY(
      "limits.ordersPerSecondOfKey",
      10_000,
      1,
      1_000_000,
      "orders that one key may place in a second, ten times that at once; more get 429"),
  LIMITS_ORDERS_PER_SECOND_OF_ADDRESS(
      "limits.ordersPerSecondOfAddress",
      10_000,
      1,
      1_000_000,
      "orders that one address may place in a second, ten times that at once; more get 429"),
  LIMITS_READ_BYTES_PER_SECOND_OF_ADDRESS(
      "limits.readBytesPerSecondOfAddress",
      10_000_000,
      10_000,
      1_000_000_000,
      "bytes of totals and lists that one address may ask for in a second, ten times that at once; more get 429, a socket"
          + " 1013"),
  LIMITS_WATCHED_IDS_OF_ADDRESS(
      "limits.watchedIdsOfAddress",
      50_000,
      200,
      100_000_000,
      "products that the watchers of one address may name, each as often as it is named; more get 429, a socket 1013"),
  LIMITS_EXEMPT_ADDRESSES(
      "limits.exemptAddresses",
      List.of("127.0.0.0/8", "::1/128"),
      "addresses, like 192.0.2.0/24, that the limits of an address do not concern"),
  CLUSTER_ENABLED(
      "cluster.enabled", false, "be one of several nodes of one store; the same as -cluster"),
  CLUSTER_NAME(
      "cluster.name", "live-orders", "name of the cluster; only nodes of the same name join"),
  CLUSTER_MEMBERS(
      "cluster.members",
      List.of(),
      "some of the other nodes, each host or host:port, one that runs is enough; none for those on 127.0.0.1"),
  CLUSTER_KUBERNETES_SERVICE(
      "cluster.kubernetesService",
      "",
      "DNS name of a headless service whose addresses are the nodes, instead of cluster.members; empty for none"),
  CLUSTER_HOST(
      "cluster.host",
      "",
      "address to talk to other nodes from; empty for 127.0.0.1, or with cluster.members or cluster.kubernetesService for"
          + " the one that fits them"),
  CLUSTER_PUBLIC_HOST(
      "cluster.publicHost",
      "",
      "address at which other nodes reach this one, if not cluster.host; empty for cluster.host"),
  CLUSTER_PORT(
      "cluster.port",
      5_701,
      1,
      65_535,
      "TCP port for membership: the first of 20 from here on that is free"),
  CLUSTER_BUS_PORT(
      "cluster.busPort",
      0,
      0,
      65_535,
      "TCP port for commits of other nodes; 0 for any that is free"),
  CLUSTER_SECRET(
      "cluster.secret",
      new Secret(""),
      "what nodes know each other by, 32 characters or more: openssl rand -base64 32; empty for none, on one machine only"),
  CLUSTER_SECRET_FILE(
      "cluster.secretFile",
      "",
      "file with the secret alone, instead of cluster.secret; empty for none"),
  CLUSTER_PREVIOUS_SECRET(
      "cluster.previousSecret",
      new Secret(""),
      "secret that is being replaced, and is accepted as well; empty for none"),
  CLUSTER_PREVIOUS_SECRET_FILE(
      "cluster.previousSecretFile",
      "",
      "file with that secret alone, instead of cluster.previousSecret; empty for none"),
  CLUSTER_JOIN_SECONDS(
      "cluster.joinSeconds",
      60,
      1,
      3_600,
      "time a start may take to join the other nodes, before it fails"),
  CLUSTER_CHECK_MILLIS(
      "cluster.checkMillis",
      1_000,
      10,
      60_000,
      "longest time between two comparisons of a node's position with the store's"),
  CLUSTER_GAP_MILLIS(
      "cluster.gapMillis", 5, 1, 10_000, "wait for a late commit before it is read from the store"),
  SHUTDOWN_DRAIN_SECONDS(
      "shutdown.drainSeconds",
      10,
      0,
      3_600,
      "shortest time over which the watchers of a node that stops come back; 0: no spread"),
  SIMULATION_ENABLED("simulation.enabled", true, "simulate orders for a demonstration"),
  SIMULATION_PERIOD_MILLIS(
      "simulation.periodMillis", 1_500, 1, 86_400_000, "time between two simulated orders"),
  SIMULATION_HISTORY(
      "simulation.history",
      true,
      "simulate the orders of the last 30 days as well, once, where nothing was ever ordered"),
  REHEARSAL_MILLIS(
      "rehearsal.millis",
      1_800,
      0,
      60_000,
      "the longest for which a scratch node takes and shows orders once the store is open and before the port opens, so that"
          + " the first second is fast; 0 for none"),
  REHEARSAL_REQUESTS(
      "rehearsal.requests",
      0,
      0,
      1_000_000,
      "answered requests after which the rehearsal is over sooner, as what they need is compiled by then; 0: 100 with an AOT"
          + " cache on a single core and 400 on more, and without one 1000 and 700"),
  CATALOGUE_FILE(
      "catalogue.file",
      "",
      "products and categories that every start adds, where the store does not have them; empty for the demo's, which only a"
          + " new store gets"),
  LOG_FORMAT(
      "log.format",
      LogFormat.TEXT,
      "form of a log line: text for people, json for programs, with the field names of the Elastic Common Schema"),
  LOG_LEVEL("log.level", LogLevel.INFO, "least level of what is logged"),
  LOG_LEVELS(
      "log.levels",
      Map.of(),
      "levels of packages, whatever log.level is; in the environment io.vertx=debug,io.netty=off"),
  LOG_ACCESS(
      "log.access", false, "log a line for each request that is answered, without its query"),
  TRACING_OTLP_URL(
      "tracing.otlpUrl",
      "",
      "where traces are sent, by OTLP over HTTP: http://localhost:4318/v1/traces; empty for nowhere"),
  TRACING_SAMPLE_PERCENT(
      "tracing.samplePercent",
      10,
      0,
      100,
      "share of the requests that are traced, where their traceparent does not say whether they are"),
  METRICS_ENABLED(
      "metrics.enabled", true, "keep meters and answer /metrics; otherwise nothing is measured"),
  MANAGEMENT_HOST(
      "management.host",
      "127.0.0.1",
      "name or address at which management.port listens; whoever reaches it reads health and meters without a key"),
  MANAGEMENT_PORT(
      "management.port",
      0,
      0,
      65_535,
      "TCP port of its own for health and meters, other than http.port, HTTP without TLS; 0 for none");

  private static final String ENVIRONMENT_PREFIX = "LIVE_ORDERS_";

  private static final Set<ConfigKey> PATHS = EnumSet.of(
      HTTP_TLS_CERTIFICATE_FILE,
      HTTP_TLS_KEY_FILE,
      HTTP_TLS_KEYSTORE_FILE,
      HTTP_TLS_KEYSTORE_PASSWORD_FILE,
      HTTP_WEBROOT,
      ACCESS_TOKEN_JWKS_FILE,
      ACCESS_TOKEN_PEM_FILE,
      ACCESS_TOKEN_SECRET_FILE,
      STORE_URL,
      STORE_PASSWORD_FILE,
      STORE_TLS_CA_FILE,
      CLUSTER_SECRET_FILE,
      CLUSTER_PREVIOUS_SECRET_FILE,
      CATALOGUE_FILE);

  private final String path;
  private final ValueRange values;
  private final String description;

  ConfigKey(String path, Object defaultValue, String description) {
    this(path, defaultValue, 0, 0, description);
  }

  ConfigKey(String path, Object defaultValue, long min, long max, String description) {
    this.path = path;
    this.values = new ValueRange(defaultValue, min, max);
    this.description = description;
  }

  /** As it stands in JSON: the object, a dot, and the key in it. */
  public String path() {
    return path;
  }

  /** The object it stands in. */
  String section() {
    return path.substring(0, path.indexOf('.'));
  }

  /** Its name within that object. */
  public String field() {
    return path.substring(path.indexOf('.') + 1);
  }

  /**
   * The environment variable that overrides it: {@code http.maxBodyBytes} is {@code LIVE_ORDERS_HTTP_MAX_BODY_BYTES}.
   */
  public String environmentName() {
    return ENVIRONMENT_PREFIX
        + path.replace('.', '_').replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  /** Tells whether the value names a file or folder, which in a configuration file is relative to that file. */
  boolean isPath() {
    return PATHS.contains(this);
  }

  /** Tells whether the value is secret and must not be shown. */
  public boolean isSecret() {
    return defaultValue() instanceof Secret;
  }

  /** Tells whether the value is an object of the file, and no list of values. */
  boolean isObject() {
    return defaultValue() instanceof Map;
  }

  /** The default value, whose type is that of all values. */
  public Object defaultValue() {
    return values.defaultValue();
  }

  /** The meaning of the key, with the special meaning of zero or an empty value. */
  public String description() {
    return description;
  }

  /** The values that are allowed, in words. */
  public String range() {
    return values.words();
  }

  /** The value as this key has it, or empty when it is of a wrong type or out of range. */
  Optional<Object> accept(Object value) {
    return values.accept(value);
  }

  /** The value that a text, as of the environment, stands for; the text itself when it stands for none. */
  Object parse(String text) {
    return values.parse(text);
  }
}
