package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/**
 * The rights of pages of other origins (Fetch Standard, CORS protocol): configured origins may do everything, all
 * others nothing that has an effect. A foreign WebSocket is rejected, too, as browsers open one to any server
 * (cross-site WebSocket hijacking).
 */
public final class CrossOrigin {
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  /** The methods that there are. */
  public static final String METHODS = "GET, HEAD, POST, PUT, PATCH, OPTIONS";

  private static final String HEADERS =
      "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, If-None-Match";
  private static final String EXPOSED =
      "ETag, Location, Retry-After, Live-Orders-Seq, Live-Orders-Shown";
  private static final String MAX_AGE_SECONDS = "600";

  private final List<String> allowed;
  private final boolean anyOnLoopback;

  public CrossOrigin(AppConfig.Http config) {
    this.allowed = config.allowedOrigins();
    this.anyOnLoopback = allowed.isEmpty() && config.onLoopback();
  }

  /**
   * Marks the answer for what the asking page may do with it, and answers preflights.
   *
   * @param upgrade whether the request wants to become a WebSocket
   * @return whether the request is answered
   */
  public boolean answered(HttpServerRequest request, boolean upgrade) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    boolean safe = SAFE.contains(request.method());
    if (origin == null) {
      if (safe) {
        request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
      }
      return false;
    }
    request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (isOwn(origin, request)) {
      return false;
    }
    if (isAllowed(origin)) {
      return answerAllowed(request, origin);
    }
    if (!safe || upgrade) {
      throw new Problem(
              ProblemType.FOREIGN_ORIGIN,
              "pages of " + Quoted.of(origin)
                  + " are not allowed to do this; add the origin to http.allowedOrigins")
          .toException();
    }
    return false;
  }

  private static boolean isOwn(String origin, HttpServerRequest request) {
    int host = origin.indexOf("://") + 3;
    return host > 2 && origin.substring(host).equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
  }

  private boolean isAllowed(String origin) {
    return allowed.contains(origin)
        || allowed.contains("*")
        || anyOnLoopback && isOnLoopback(origin);
  }

  private static boolean isOnLoopback(String origin) {
    int host = origin.indexOf("://") + 3;
    return (origin.startsWith("http://") || origin.startsWith("https://"))
        && HostCheck.isLoopback(origin.substring(host));
  }

  private static boolean answerAllowed(HttpServerRequest request, String origin) {
    MultiMap headers = request.response().headers();
    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if (request.method() != HttpMethod.OPTIONS
        || !request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
      headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
      return false;
    }
    headers
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
        .set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    request.response().setStatusCode(204).end();
    return true;
  }
}
