package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PublicHost;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rejects requests for a host that is not ours. Otherwise a page whose name resolves to one of our addresses could
 * read and write here from a visitor's browser as if it came from here (DNS rebinding). An address cannot be made to
 * resolve to another.
 */
public final class HostCheck {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[.*]");
  private static final String REMEDY =
      "; add the name to http.publicHosts, or have the proxy pass the Host that the browser sent (nginx: proxy_set_header Host"
          + " $http_host)";

  private final boolean onLoopback;
  private final String ownHost;
  private final List<PublicHost> publicHosts;

  public HostCheck(AppConfig.Http config) {
    this.onLoopback = config.onLoopback();
    this.ownHost = config.host().toLowerCase(Locale.ROOT);
    this.publicHosts = PublicHost.all(config.publicHosts());
  }

  /**
   * Checks the host of a request, which a client of HTTP/1.0 may leave out.
   *
   * @throws ProblemException with the host and the remedy
   */
  public void check(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.HOST);
    if (header != null && !isOurs(header.toLowerCase(Locale.ROOT))) {
      throw new Problem(
              ProblemType.FOREIGN_HOST,
              "the Host header is " + Quoted.of(header) + ", and this server answers only to "
                  + (onLoopback ? "localhost, 127.0.0.1, [::1]" : "addresses, localhost")
                  + " and http.publicHosts" + REMEDY)
          .toException();
    }
  }

  private boolean isOurs(String authority) {
    String host = withoutPort(authority);
    return LOOPBACK_NAMES.contains(host)
        || host.equals(ownHost)
        || !onLoopback && ADDRESS.matcher(host).matches()
        || publicHosts.stream().anyMatch(known -> known.matches(host, authority));
  }

  private static String withoutPort(String authority) {
    int colon = authority.lastIndexOf(':');
    boolean port = colon >= 0 && colon > authority.lastIndexOf(']');
    return port ? authority.substring(0, colon) : authority;
  }
}
