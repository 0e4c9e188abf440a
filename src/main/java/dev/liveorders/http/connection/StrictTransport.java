package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * The header that tells browsers that came by HTTPS to come by nothing else (RFC 6797). Not said on loopback: a
 * browser would then refuse every other server of {@code localhost}, on whatever port.
 */
public final class StrictTransport {
  private static final CharSequence HEADER =
      HttpHeaders.createOptimized("strict-transport-security");

  private final Optional<CharSequence> maxAge;

  private StrictTransport(Optional<CharSequence> maxAge) {
    this.maxAge = maxAge;
  }

  /** Makes it as configured. */
  public static StrictTransport of(AppConfig.Http config) {
    boolean said =
        config.tls().isPresent() && !config.onLoopback() && !config.hsts().isZero();
    return new StrictTransport(
        said
            ? Optional.of(HttpHeaders.createOptimized("max-age=" + config.hsts().toSeconds()))
            : Optional.empty());
  }

  /** Sets the header, if it is to be said. */
  public void mark(HttpServerResponse response) {
    maxAge.ifPresent(value -> response.putHeader(HEADER, value));
  }
}
