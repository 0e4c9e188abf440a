package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;

/**
 * The rules that make a request over HTTP/2 like one over HTTP/1.1 to all that come behind: its host is in the {@code
 * Host} header, whichever way it came (RFC 9113 section 8.3.1), and its answer has a date.
 */
public final class Http2Rules {
  private Http2Rules() {}

  /** Checks a request and completes its headers; does nothing to one over HTTP/1. */
  public static void check(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      return;
    }
    request.response().putHeader(HttpHeaderNames.DATE, HttpDate.now());
    HostAndPort authority = request.authority();
    if (authority == null) {
      throw new Problem(ProblemType.BAD_REQUEST, "the request has neither :authority nor Host")
          .toException();
    }
    request.headers().set(HttpHeaderNames.HOST, authority.toString());
  }
}
