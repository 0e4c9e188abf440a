package dev.liveorders.store.postgres;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Secret;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.time.Duration;
import java.util.Optional;

/** Configurations of stores in PostgreSQL, with limits that suit tests. */
public final class PostgresFixture {
  static final Duration LOCK_TIMEOUT = Duration.ofMillis(400);
  static final Duration CALL_TIMEOUT = Duration.ofMillis(1_000);
  static final Duration SETTLE_TIMEOUT = Duration.ofMillis(6_000);

  private PostgresFixture() {}

  public static AppConfig.Store config(Tenant tenant) {
    return config(tenant.url(), tenant.password());
  }

  public static AppConfig.Store config(String url, String password) {
    return config(url, password, SETTLE_TIMEOUT);
  }

  public static AppConfig.Store config(String url, String password, Duration settleTimeout) {
    return new AppConfig.Store(
        url,
        LOCK_TIMEOUT,
        Duration.ofMillis(200),
        new Secret(password),
        Optional.empty(),
        Optional.empty(),
        Duration.ofMillis(1_500),
        CALL_TIMEOUT,
        settleTimeout);
  }
}
