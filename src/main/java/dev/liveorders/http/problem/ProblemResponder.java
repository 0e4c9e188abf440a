package dev.liveorders.http.problem;

import dev.liveorders.http.response.ConnectionEnd;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.http.response.RequestId;
import dev.liveorders.json.FieldError;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.NotJsonException;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that fail: translates every failure, once, into a {@link Problem}, and logs those that are our fault. */
public final class ProblemResponder {
  private static final Logger log = LoggerFactory.getLogger(ProblemResponder.class);
  private static final String RETRY_AFTER_SECONDS = "1";
  private static final String PLACES =
      "the page, /orders, /orders/CATEGORY, /products/CATEGORY, /categories, /top, /trends, /recent, /badge/ID.svg,"
          + " /sparkline/ID.svg, /access, /health/live, /health/ready and /metrics";

  private ProblemResponder() {}

  /** A router's error handler: of failures in handlers, and of paths that lead nowhere. */
  public static void answer(RoutingContext context) {
    Throwable failure = context.failure();
    if (failure == null) {
      send(context.request(), notFound(context.request()));
    } else {
      answer(context.request(), failure);
    }
  }

  /** A router's error handler: of what it cannot route. Without a word that is the query, as the path was looked at before. */
  public static void answerUnroutable(RoutingContext context) {
    Throwable failure = context.failure();
    send(
        context.request(),
        failure == null
            ? malformedQuery(context.request())
            : new Problem(
                ProblemType.BAD_REQUEST, "the request is malformed: " + failure.getMessage()));
  }

  /** Makes the answer to a query that is not percent-encoded as RFC 3986 wants it. */
  public static Problem malformedQuery(HttpServerRequest request) {
    return new Problem(
        ProblemType.BAD_REQUEST,
        "the query " + Quoted.of(request.query())
            + " has a percent sign without two hex digits; a percent sign itself is %25");
  }

  /** Answers a request that {@code failure} ended. */
  public static void answer(HttpServerRequest request, Throwable failure) {
    send(request, translate(request, failure));
  }

  /** Answers a message that is not HTTP, and closes the connection, as the start of the next message is unknown. */
  public static void answerMalformed(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    ProblemType type = ProblemType.BAD_REQUEST;
    if (cause instanceof TooLongHttpLineException) {
      type = ProblemType.URI_TOO_LONG;
    } else if (cause instanceof TooLongHttpHeaderException) {
      type = ProblemType.HEADERS_TOO_LARGE;
    }
    String why = cause.getMessage() == null ? "it cannot be decoded" : cause.getMessage();
    send(request, new Problem(type, "the request is malformed: " + why).closing());
  }

  public static Problem notFound(HttpServerRequest request) {
    return new Problem(
        ProblemType.NOT_FOUND,
        "there is no resource at " + Quoted.of(request.path()) + "; there are " + PLACES);
  }

  private static Problem translate(HttpServerRequest request, Throwable failure) {
    if (failure instanceof ProblemException exception) {
      return exception.problem();
    }
    if (failure instanceof NotJsonException notJson) {
      return new Problem(ProblemType.NOT_JSON, notJson.getMessage());
    }
    if (failure instanceof InvalidFieldsException invalid) {
      return new Problem(ProblemType.INVALID, invalid.getMessage(), invalid.errors());
    }
    if (failure instanceof RejectedException rejected
        && rejected.rejection().status() != ProblemType.INTERNAL.status()) {
      return new Problem(
          ProblemType.of(rejected.rejection()), rejected.getMessage(), errors(rejected));
    }
    if (isDisconnect(failure)) {
      log.debug("{} {} was given up by its client: {}", request.method(), request.uri(), failure);
    } else if (!request.response().closed()) {
      logFailure(request, failure);
    }
    return new Problem(
        ProblemType.INTERNAL, "an unexpected error; its cause is in the server's log");
  }

  private static void logFailure(HttpServerRequest request, Throwable failure) {
    String id = RequestId.of(request);
    log.atError()
        .setCause(failure)
        .addKeyValue("http.request.id", id)
        .log("{} {} failed, request {}", request.method(), Quoted.of(request.uri()), id);
  }

  /** Tells whether a client has hung up in the middle of its request: nobody's fault here, and as often as it likes. */
  private static boolean isDisconnect(Throwable failure) {
    return failure instanceof HttpClosedException || failure instanceof IOException;
  }

  /** The fields at fault, so that a form can say so beside them. */
  private static List<FieldError> errors(RejectedException rejected) {
    if (rejected.getCause() instanceof InvalidFieldsException invalid) {
      return invalid.errors();
    }
    return switch (rejected.rejection()) {
      case PRODUCT_ID_TAKEN -> List.of(new FieldError("id", rejected.getMessage()));
      case PREFIX_TAKEN -> List.of(new FieldError("prefix", rejected.getMessage()));
      default -> List.of();
    };
  }

  public static void send(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    problem.headers().forEach((header, value) -> putHeader(request, header, value));
    if (problem.type().status() == 503) {
      response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.CONTENT_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, JsonResponse.NO_CACHE);
    boolean uncertain = request.version() != HttpVersion.HTTP_2
        && !request.isEnded()
        && request.headers().contains(HttpHeaders.EXPECT); // whether the body comes, nobody knows
    if (uncertain || response.headers().contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)) {
      ConnectionEnd.behind(response);
    }
    JsonResponse.send(request, problem.type().status(), problem.toBuffer(RequestId.of(request)));
  }

  /** HTTP/2 has no headers that speak of the connection (RFC 9113 section 8.2.2): there it is kept, and the rest cut off. */
  private static void putHeader(HttpServerRequest request, String header, String value) {
    boolean ofConnection =
        header.equalsIgnoreCase("Connection") || header.equalsIgnoreCase("Upgrade");
    if (!ofConnection || request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader(header, value);
    }
  }
}
