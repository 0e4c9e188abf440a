package dev.liveorders.http.handler;

import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemResponder;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;

/** The parameters in the query of a request. Requests that read none may have a query of any kind. */
final class Query {
  private Query() {}

  /**
   * Reads them.
   *
   * @throws ProblemException when they are not percent-encoded as RFC 3986 wants it
   */
  static MultiMap of(HttpServerRequest request) {
    try {
      return request.params();
    } catch (IllegalArgumentException malformed) {
      throw ProblemResponder.malformedQuery(request).toException();
    }
  }
}
