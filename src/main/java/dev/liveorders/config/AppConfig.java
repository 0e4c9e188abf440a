package dev.liveorders.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The whole configuration, read once and checked once by {@link ConfigReader}; {@link ConfigKey} says what each key means. */
public record AppConfig(
    Http http,
    Store store,
    Orders orders,
    Live live,
    Cluster cluster,
    Simulation simulation,
    Catalogue catalogue) {

  /**
   * The listener and the limits of requests.
   *
   * @param onLoopback whether only this machine can reach it; then a foreign {@code Host} header is rejected (DNS rebinding)
   */
  public record Http(
      String host,
      int port,
      int instances,
      TransportChoice transport,
      Duration warmUp,
      int maxBodyBytes,
      int maxBatchItems,
      Duration requestTimeout,
      Duration idleTimeout,
      Duration shutdownTimeout,
      List<String> allowedOrigins,
      Optional<Tls> tls,
      boolean onLoopback,
      Optional<String> webroot) {}

  /**
   * The files of HTTPS; without them the server speaks HTTP.
   *
   * @param certificateFile PEM, the server's own first
   * @param keyFile         PEM
   */
  public record Tls(String certificateFile, String keyFile) {}

  public record Store(
      String url, Duration busyTimeout, Duration retryInterval, Postgres postgres) {}

  /** The settings that only a store in PostgreSQL uses. */
  public record Postgres(
      Secret password,
      Optional<String> passwordFile,
      Optional<String> tlsCaFile,
      Duration connectTimeout,
      Duration callTimeout,
      Duration settleTimeout) {}

  public record Orders(int maxQueued, int maxCommit) {}

  public record Live(
      Duration flushInterval,
      int sliceWatchers,
      int maxWatchers,
      boolean watchAll,
      int maxCommandBytes,
      int maxBufferedBytes,
      Duration pingInterval,
      Duration pongTimeout,
      Duration stalledTimeout) {}

  /**
   * The settings by which nodes find and follow each other.
   *
   * @param members host or host:port
   * @param file    a Hazelcast configuration that has the say on the network instead
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
      Optional<String> file,
      Duration joinTimeout,
      Duration checkInterval,
      Duration gap) {}

  public record Simulation(boolean enabled, Duration period) {}

  public record Catalogue(Optional<String> file) {}
}
