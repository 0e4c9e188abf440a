package dev.liveorders.http.access;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.config.TokenKey;
import dev.liveorders.config.TokenKeys;
import dev.liveorders.live.fanout.ReadRights;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of tokens, read anew when their files change. While a file cannot be used the keys before stay in force.
 * Confined to the event loop of its verticle.
 */
final class TokenKeyring {
  private static final Logger log = LoggerFactory.getLogger(TokenKeyring.class);
  private static final long CHECK_MILLIS = 2_000;

  private final Vertx vertx;
  private final AppConfig.Access config;
  private final long timer;
  private List<TokenKey> keys = List.of();
  private List<String> faults = List.of();
  private TokenVerifier verifier;

  private TokenKeyring(Vertx vertx, AppConfig.Access config, List<TokenKey> keys) {
    this.vertx = vertx;
    this.config = config;
    use(keys);
    this.timer = vertx.setPeriodic(CHECK_MILLIS, tick -> readKeys());
  }

  /** Reads the keys; fails with a {@link ConfigException} when there are none, or a source cannot be used. */
  static Future<TokenKeyring> load(Vertx vertx, AppConfig.Access config) {
    return vertx.executeBlocking(() -> TokenKeys.read(config)).map(read -> {
      if (!read.faults().isEmpty()) {
        throw new ConfigException(read.faults());
      }
      return new TokenKeyring(vertx, config, read.keys());
    });
  }

  private void use(List<TokenKey> others) {
    TokenClaims claims = new TokenClaims(config.tokenAudience(), config.tokenIssuer());
    verifier = new TokenVerifier(vertx, others, claims, System::currentTimeMillis);
    keys = others;
  }

  private void readKeys() {
    vertx.executeBlocking(() -> TokenKeys.read(config)).onSuccess(read -> {
      if (!read.faults().equals(faults)) {
        faults = read.faults();
        faults.forEach(
            fault -> log.error("{}; until it is mended the keys before stay in force", fault));
      }
      if (faults.isEmpty() && !read.keys().equals(keys)) {
        use(read.keys());
        log.info("tokens are verified with other keys from now on: {}", keys);
      }
    });
  }

  /** Returns the rights of a token; throws an {@link InvalidTokenException} when it has none. */
  ReadRights verify(String token) {
    return verifier.verify(token);
  }

  void stop() {
    vertx.cancelTimer(timer);
  }
}
