package dev.liveorders.config;

import dev.liveorders.tls.IdentityFiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole configuration, read once and checked once by {@link ConfigReader}; {@link ConfigKey} says what each key
 * means. Each key has the component of its name; where they differ, since a duration needs no unit in its name, {@link
 * ConfigMapper} says which.
 */
public record AppConfig(
    Http http,
    Access access,
    Store store,
    Orders orders,
    Audit audit,
    Windows windows,
    Page page,
    Live live,
    Limits limits,
    Cluster cluster,
    Shutdown shutdown,
    Simulation simulation,
    Rehearsal rehearsal,
    Catalogue catalogue,
    Log log,
    Tracing tracing,
    Metrics metrics,
    Management management) {

  /**
   * The listener and the limits of requests.
   *
   * @param listenHost asked by {@link #host} and {@link #onLoopback}
   */
  public record Http(
      ListenHost listenHost,
      int port,
      int instances,
      TransportChoice transport,
      int maxBodyBytes,
      int maxHeaderBytes,
      int maxBatchItems,
      Duration requestTimeout,
      Duration idleTimeout,
      int maxStreams,
      Duration shutdownTimeout,
      List<String> allowedOrigins,
      List<String> orderOrigins,
      List<String> publicHosts,
      List<String> frameAncestors,
      List<String> trustedProxies,
      Optional<String> tlsCertificateFile,
      Optional<String> tlsKeyFile,
      Optional<String> tlsKeystoreFile,
      Secret tlsKeystorePassword,
      Optional<String> tlsKeystorePasswordFile,
      Duration hsts,
      Optional<String> webroot) {
    public Http {
      allowedOrigins = List.copyOf(allowedOrigins);
      orderOrigins = List.copyOf(orderOrigins);
      publicHosts = List.copyOf(publicHosts);
      frameAncestors = List.copyOf(frameAncestors);
      trustedProxies = List.copyOf(trustedProxies);
    }

    /** Returns the name or address to listen on. */
    public String host() {
      return listenHost.name();
    }

    /** Tells whether only this machine can reach it; then a foreign {@code Host} header is rejected (DNS rebinding). */
    public boolean onLoopback() {
      return listenHost.onLoopback();
    }

    /** Returns the files for HTTPS; empty for HTTP. */
    public Optional<IdentityFiles> tls() {
      return TlsKeys.files(this);
    }
  }

  /**
   * The rules of access.
   *
   * @param open          whether a server without keys is open to everybody who reaches it
   * @param read          everybody, or who shows a token
   * @param tokenJwksFile keys that verify tokens, as a JWK Set
   * @param tokenPemFile  the same, in PEM
   * @param tokenSecret   the same, of HS256
   * @param tokenAudience what {@code aud} must name
   * @param tokenIssuer   what {@code iss} must be
   */
  public record Access(
      boolean open,
      ReadAccess read,
      Optional<String> tokenJwksFile,
      Optional<String> tokenPemFile,
      Secret tokenSecret,
      Optional<String> tokenSecretFile,
      Optional<String> tokenAudience,
      Optional<String> tokenIssuer) {
    /** Tells whether there is anything to verify tokens with. */
    boolean hasTokenKeys() {
      return tokenJwksFile.isPresent()
          || tokenPemFile.isPresent()
          || tokenSecretFile.isPresent()
          || !tokenSecret.isEmpty();
    }
  }

  /** The store that orders are kept in; what follows {@code retryInterval} concerns PostgreSQL only. */
  public record Store(
      String url,
      Duration busyTimeout,
      Duration retryInterval,
      Secret password,
      Optional<String> passwordFile,
      Optional<String> tlsCaFile,
      Duration connectTimeout,
      Duration callTimeout,
      Duration settleTimeout) {}

  /**
   * The queue of orders, and how long single ones are kept.
   *
   * @param keepDays     0 for ever
   * @param rememberDays days for which the id of an order that is not kept is known; 0 for ever
   */
  public record Orders(int maxQueued, int maxCommit, int keepDays, int rememberDays) {}

  public record Live(
      Duration flushInterval,
      int sliceWatchers,
      int maxWatchers,
      boolean watchAll,
      boolean recent,
      int maxCommandBytes,
      int maxBufferedBytes,
      Duration pingInterval,
      Duration pongTimeout,
      Duration stalledTimeout) {}

  /** The limits of what clients take of a node, and of what a store has. */
  public record Limits(
      int requestMemoryPercent,
      int watcherMemoryPercent,
      int maxProducts,
      int maxCategories,
      int maxConnections,
      int newConnectionsPerSecond,
      int connectionsOfAddress,
      int newConnectionsPerSecondOfAddress,
      int ordersPerSecondOfKey,
      int ordersPerSecondOfAddress,
      int readBytesPerSecondOfAddress,
      int watchedIdsOfAddress,
      List<String> exemptAddresses) {
    public Limits {
      exemptAddresses = List.copyOf(exemptAddresses);
    }
  }

  /**
   * The settings by which nodes find and follow each other.
   *
   * @param members host or host:port
   */
  public record Cluster(
      boolean enabled,
      String name,
      List<String> members,
      Optional<String> kubernetesService,
      Optional<String> host,
      Optional<String> publicHost,
      int port,
      int busPort,
      Secret secret,
      Optional<String> secretFile,
      Secret previousSecret,
      Optional<String> previousSecretFile,
      Duration joinTimeout,
      Duration checkInterval,
      Duration gap) {
    public Cluster {
      members = List.copyOf(members);
    }
  }

  /** The stop of a node. */
  public record Shutdown(Duration drain) {}

  /**
   * The background comparison of totals and sales with orders.
   *
   * @param rowsPerSecond orders and products that are looked at for totals; 0 for none
   * @param salesInterval between two comparisons of sales; 0 for none
   */
  public record Audit(int rowsPerSecond, Duration salesInterval) {}

  public record Simulation(boolean enabled, Duration period, boolean history) {}

  /**
   * The rehearsal before a node serves.
   *
   * @param time     the longest it takes once the store is open; 0 for none
   * @param requests after so many that were answered it is over sooner; 0 for what this JVM needs
   */
  public record Rehearsal(Duration time, int requests) {}

  public record Catalogue(Optional<String> file) {}

  /**
   * The form and the extent of the log.
   *
   * @param levels by package
   * @param access whether each request has a line
   */
  public record Log(
      LogFormat format, LogLevel level, Map<String, LogLevel> levels, boolean access) {
    public Log {
      levels = Map.copyOf(levels);
    }
  }

  /** The place that traces are sent to, and how many are. */
  public record Tracing(Optional<String> otlpUrl, int samplePercent) {}

  public record Metrics(boolean enabled) {}

  /** A listener of its own for health and meters. */
  public record Management(String host, int port) {
    /** Tells whether there is one. */
    public boolean isOn() {
      return port > 0;
    }
  }
}
