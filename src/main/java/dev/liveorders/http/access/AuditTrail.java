package dev.liveorders.http.access;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.RequestId;
import dev.liveorders.log.RepeatedLine;
import dev.liveorders.model.Quoted;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each change of products and categories in one line: what, by whom, from where; and of requests whose key does
 * not allow them one for many. Never logs a key. Thread safe.
 */
final class AuditTrail {
  private static final Logger log = LoggerFactory.getLogger("dev.liveorders.audit");

  private final Function<HttpServerRequest, String> address;

  private final Map<ProblemType, RepeatedLine> rejections = Map.of(
      ProblemType.KEY_INVALID, new RepeatedLine(log::warn),
      ProblemType.KEY_REQUIRED, new RepeatedLine(log::warn),
      ProblemType.SCOPE_MISSING, new RepeatedLine(log::warn));

  /**
   * @param address of who sends a request
   */
  AuditTrail(Function<HttpServerRequest, String> address) {
    this.address = address;
  }

  /** Logs that a request is rejected for its key, or for want of one, unless another of its kind was lately. */
  void onRejected(HttpServerRequest request, Problem problem) {
    RepeatedLine line = rejections.get(problem.type());
    if (line != null) {
      line.write(
          "rejected {} {} from {}: {}",
          request.method(),
          Quoted.of(request.path()),
          address.apply(request),
          problem.detail());
    }
  }

  /**
   * Logs what a request changed, once it is answered with success, and gives the answer the id of that line. Where the
   * answer cannot be sent the line says so: what arrived whole may have been carried out.
   */
  void follow(RoutingContext context, Caller caller) {
    HttpServerRequest request = context.request();
    String id = RequestId.of(request);
    String from = address.apply(request);
    context.addEndHandler(ended -> {
      HttpServerResponse response = context.response();
      boolean told = ended.succeeded() || response.headWritten();
      if (response.getStatusCode() / 100 != 2 || !told && !request.isEnded()) {
        return;
      }
      String location = response.headers().get(HttpHeaders.LOCATION);
      log.atInfo()
          .addKeyValue("http.request.id", id)
          .log(
              "{} {}{} by {}, from {}, request {}{}",
              request.method(),
              Quoted.of(request.path()),
              location == null ? "" : " made " + Quoted.of(location),
              caller.label(),
              from,
              id,
              told ? "" : ", which ended without an answer and may not have been carried out");
    });
  }
}
