package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Secret;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.time.Duration;
import java.util.Optional;

/**
 * Configurations of stores in PostgreSQL: ones with timeouts that only what never ends reaches, and for tests of these
 * ones with short timeouts, of as few kinds as they need.
 */
public final class PostgresFixture {
  private static final Duration LOCK_TIMEOUT = Duration.ofMillis(400);
  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(1_500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration CALL_TIMEOUT = Duration.ofMillis(1_000);
  private static final Duration LONG_CALL_TIMEOUT = Duration.ofSeconds(15);
  static final Duration SETTLE_TIMEOUT = Duration.ofMillis(6_000);

  private PostgresFixture() {}

  public static AppConfig.Store config(Tenant tenant) {
    return config(tenant.url(), tenant.password());
  }

  public static AppConfig.Store config(String url, String password) {
    return withSettleTimeout(url, password, SETTLE_TIMEOUT);
  }

  static AppConfig.Store withSettleTimeout(String url, String password, Duration settleTimeout) {
    return config(url, password, PATIENCE, PATIENCE, LONG_CALL_TIMEOUT, settleTimeout);
  }

  /** Short ones for calls, and none for connections. */
  static AppConfig.Store withShortCalls(String url, String password) {
    return config(url, password, LOCK_TIMEOUT, PATIENCE, CALL_TIMEOUT, SETTLE_TIMEOUT);
  }

  /** A short one for locks only. */
  static AppConfig.Store withShortLock(String url, String password) {
    return withShortLock(url, password, LONG_CALL_TIMEOUT);
  }

  static AppConfig.Store withShortLock(String url, String password, Duration callTimeout) {
    return config(url, password, LOCK_TIMEOUT, PATIENCE, callTimeout, SETTLE_TIMEOUT);
  }

  static AppConfig.Store withShortTimeouts(String url, String password, Duration settleTimeout) {
    return config(url, password, LOCK_TIMEOUT, CONNECT_TIMEOUT, CALL_TIMEOUT, settleTimeout);
  }

  private static AppConfig.Store config(
      String url,
      String password,
      Duration lockTimeout,
      Duration connectTimeout,
      Duration callTimeout,
      Duration settleTimeout) {
    return new AppConfig.Store(
        url,
        lockTimeout,
        Duration.ofMillis(200),
        new Secret(password),
        Optional.empty(),
        Optional.empty(),
        connectTimeout,
        callTimeout,
        settleTimeout);
  }
}
