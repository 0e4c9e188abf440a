package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/**
 * Rejects requests for another host while the server is bound to loopback. Otherwise a page whose name resolves to
 * 127.0.0.1 could read and write here from a visitor's browser (DNS rebinding).
 */
public final class HostCheck {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean onLoopback;
  private final String ownHost;

  public HostCheck(AppConfig.Http config) {
    this.onLoopback = config.onLoopback();
    this.ownHost = config.host().toLowerCase(Locale.ROOT);
  }

  public void check(HttpServerRequest request) {
    if (!onLoopback) {
      return;
    }
    String host = request.getHeader(HttpHeaders.HOST);
    if (host != null && !isLoopback(host) && !withoutPort(host).equals(ownHost)) {
      throw new Problem(
              ProblemType.FOREIGN_HOST,
              "the Host header is " + Quoted.of(host)
                  + "; a server bound to loopback accepts only localhost, 127.0.0.1"
                  + " and [::1]; set http.host to accept others")
          .toException();
    }
  }

  /** Tells whether {@code authority}, a host with or without a port, is a name of the loopback interface. */
  static boolean isLoopback(String authority) {
    return LOOPBACK_NAMES.contains(withoutPort(authority));
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon >= 0 && colon > authority.lastIndexOf(']');
    return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
  }
}
