package dev.liveorders.http.connection;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;

/**
 * The rules for requests over HTTP/2 beyond those that the codec keeps (RFC 9113 section 8.3.1). Behind them a request is like one
 * over HTTP/1.1: its host is in the {@code Host} header, whichever way it came.
 */
public final class Http2Rules {
  private Http2Rules() {}

  /** Checks a request and completes its headers; does nothing to one over HTTP/1. */
  public static void check(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      return;
    }
    if (request.method() == HttpMethod.CONNECT) {
      throw new Problem(ProblemType.NOT_IMPLEMENTED, "CONNECT is not supported: this is no proxy")
          .toException();
    }
    HostAndPort authority = request.authority();
    if (authority == null) {
      throw new Problem(ProblemType.BAD_REQUEST, "the request has neither :authority nor Host")
          .toException();
    }
    if (!request.uri().startsWith("/") && !request.uri().equals("*")) {
      throw new Problem(ProblemType.BAD_REQUEST, "the :path does not begin with a slash")
          .toException();
    }
    request.headers().set(HttpHeaders.HOST, authority.toString());
  }
}
