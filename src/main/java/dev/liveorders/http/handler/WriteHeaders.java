package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.Quoted;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * The headers by which a client says when, or how often, a write is carried out. One that is not heeded is rejected: a client
 * that sends it relies on it. {@code If-Modified-Since} is not among them, as it must be ignored (RFC 9110 section 13.1.3).
 */
public final class WriteHeaders {
  private static final List<CharSequence> CONDITIONS = Stream.of(
          "If-Match", "If-None-Match", "If-Unmodified-Since")
      .map(HttpHeaders::createOptimized)
      .toList();

  private WriteHeaders() {}

  /** A handler of a change of the catalogue, which has no conditions and heeds no {@link IdempotencyKey}. */
  public static Handler<RoutingContext> before(Handler<RoutingContext> change) {
    return context -> {
      rejectConditions(context.request(), "PATCH changes only the fields that it names");
      IdempotencyKey.reject(context.request(), withoutKey(context));
      change.handle(context);
    };
  }

  /**
   * Rejects conditions (RFC 9110 section 13.1): a write is carried out whatever is there. Not with 412, by which a client of
   * {@code If-None-Match: *} would take what it wants to create for being there.
   *
   * @param remedy what to do instead
   * @throws ProblemException when there is one
   */
  static void rejectConditions(HttpServerRequest request, String remedy) {
    for (CharSequence condition : CONDITIONS) {
      String value = request.headers().get(condition);
      if (value != null) {
        throw new Problem(
                ProblemType.CONDITION_NOT_SUPPORTED,
                "the condition " + condition + " " + Quoted.of(value)
                    + " cannot be checked, so nothing was changed; leave it out: " + remedy)
            .toException();
      }
    }
  }

  private static String withoutKey(RoutingContext context) {
    HttpMethod method = context.request().method();
    return method == HttpMethod.POST
        ? "a repeat would add another product: add it without the header by PUT /products/"
            + PathSegment.of(context.pathParam("category")) + "/ID, which may be repeated"
        : "leave it out: a " + method + " may be repeated without it";
  }
}
