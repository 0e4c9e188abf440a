package dev.liveorders.http.connection;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Origin;
import dev.liveorders.config.OriginPattern;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.Quoted;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rights of pages of other origins (Fetch Standard, CORS protocol). Listed origins may read and watch, or also
 * order; all others nothing that has an effect, with whatever key. A foreign WebSocket is rejected, too, as browsers
 * open one to any server (cross-site WebSocket hijacking). What a browser says of the site that asks (Fetch Metadata)
 * is believed: a page cannot change it.
 */
public final class CrossOrigin {
  /** The methods that there are. */
  public static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

  private static final String READING = "GET, HEAD, OPTIONS";
  private static final Set<String> WITHOUT_EFFECT = Set.of("GET", "HEAD", "OPTIONS");
  private static final String EXPOSED =
      "ETag, Location, Retry-After, X-Request-Id, Live-Orders-Seq, Live-Orders-Shown";
  private static final String FETCH_SITE = "Sec-Fetch-Site";
  private static final String CROSS_SITE = "cross-site";

  private final List<OriginPattern> readers;
  private final List<OriginPattern> orderers;
  private final boolean anyOnLoopback;

  public CrossOrigin(AppConfig.Http config) {
    this.readers = OriginPattern.all(config.allowedOrigins());
    this.orderers = OriginPattern.all(config.orderOrigins());
    this.anyOnLoopback = config.onLoopback() && readers.isEmpty() && orderers.isEmpty();
  }

  /**
   * Marks the answer for what the asking page may do with it, and answers preflights.
   *
   * @param upgrade whether the request wants to become a WebSocket
   * @return whether the request is answered
   * @throws ProblemException when a page may not do what it asks
   */
  public boolean answered(HttpServerRequest request, boolean upgrade) {
    request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    boolean preflight = isPreflight(request);
    boolean effect = !WITHOUT_EFFECT.contains(method(request, preflight));
    String header = request.getHeader(HttpHeaders.ORIGIN);
    if (header == null) {
      checkSite(request, effect || upgrade);
      return false;
    }
    checkOnce(request);
    Optional<Origin> page = Origin.parse(header);
    if (isOwn(page, request)) {
      return false;
    }
    boolean orders = isListed(orderers, header, page);
    if (orders || isListed(readers, header, page)) {
      allow(request, header);
      if (effect && !orders) {
        throw foreign(header, "order and change", "http.orderOrigins");
      }
      return preflight && Preflight.answer(request, orders ? METHODS : READING);
    }
    if (effect) {
      throw foreign(header, "order and change", "http.orderOrigins");
    }
    if (upgrade || preflight) {
      throw foreign(header, "watch and read", "http.allowedOrigins");
    }
    return false;
  }

  private static boolean isPreflight(HttpServerRequest request) {
    return request.method() == HttpMethod.OPTIONS
        && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
  }

  /** The method that is meant in the end. */
  private static String method(HttpServerRequest request, boolean preflight) {
    return preflight
        ? request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)
        : request.method().name();
  }

  /** Checks a request without an origin: a browser sends none with a page's reads, and other programs never do. */
  private static void checkSite(HttpServerRequest request, boolean effect) {
    String site = request.getHeader(FETCH_SITE);
    if (effect && (CROSS_SITE.equals(site) || "same-site".equals(site))) {
      throw new Problem(
              ProblemType.FOREIGN_ORIGIN,
              "a page of another site asks for this (Sec-Fetch-Site: " + site
                  + ") and does not say which; a listed page sends its Origin")
          .toException();
    }
  }

  private static void checkOnce(HttpServerRequest request) {
    if (request.headers().getAll(HttpHeaders.ORIGIN).size() > 1) {
      throw new Problem(ProblemType.BAD_REQUEST, "the Origin header may be sent once")
          .closing()
          .toException();
    }
  }

  /**
   * The host of the request is ours, which {@link HostCheck} has seen to. A page of it by another scheme is another
   * site.
   */
  private static boolean isOwn(Optional<Origin> page, HttpServerRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    return host != null
        && page.filter(origin -> origin.isOf(host)).isPresent()
        && !CROSS_SITE.equals(request.getHeader(FETCH_SITE));
  }

  private boolean isListed(List<OriginPattern> list, String header, Optional<Origin> page) {
    return anyOnLoopback && page.filter(Origin::isOnLoopback).isPresent()
        || list.stream().anyMatch(pattern -> pattern.matches(header, page));
  }

  private static void allow(HttpServerRequest request, String origin) {
    MultiMap headers = request.response().headers();
    headers
        .set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
  }

  private static ProblemException foreign(String origin, String what, String key) {
    return new Problem(
            ProblemType.FOREIGN_ORIGIN,
            "pages of " + Quoted.of(origin)
                + (origin.equals("null") ? ", which are files or in a sandbox," : "")
                + " may not " + what + " here; add the origin to " + key
                + ", or, if it is that of the page itself, have the proxy pass the Host that the browser sent (nginx:"
                + " proxy_set_header Host $http_host)")
        .toException();
  }
}
