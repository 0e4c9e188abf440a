package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.connection.CrossOrigin;
import dev.liveorders.http.connection.HostCheck;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.http.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Rejects malformed requests and requests for a foreign Host or Origin, before routing. */
final class RequestGate implements Handler<HttpServerRequest> {
  private final HostCheck hostCheck;
  private final CrossOrigin crossOrigin;
  private final RefusalLog refusals = new RefusalLog();
  private final Handler<HttpServerRequest> sockets;
  private final Handler<HttpServerRequest> router;

  RequestGate(
      AppConfig.Http config,
      Handler<HttpServerRequest> sockets,
      Handler<HttpServerRequest> router) {
    this.hostCheck = new HostCheck(config);
    this.crossOrigin = new CrossOrigin(config);
    this.sockets = sockets;
    this.router = router;
  }

  @Override
  public void handle(HttpServerRequest request) {
    try {
      checkFraming(request);
      hostCheck.check(request);
      AccessControl.refuseKeyInAddress(request);
      boolean upgrade = SocketUpgrade.isAskedFor(request);
      if (crossOrigin.answered(request, upgrade)) {
        return;
      }
      if (upgrade) {
        sockets.handle(request);
      } else {
        router.handle(request);
      }
    } catch (RuntimeException e) {
      refusals.onRefused(e);
      ProblemResponder.answer(request, e);
    }
  }

  /** Rejects requests whose end could be read in two ways (RFC 9112 section 6). */
  private static void checkFraming(HttpServerRequest request) {
    MultiMap headers = request.headers();
    if (headers.contains(HttpHeaders.TRANSFER_ENCODING)) {
      if (request.version() == HttpVersion.HTTP_1_0
          || headers.getAll(HttpHeaders.TRANSFER_ENCODING).size() > 1) {
        throw new Problem(
                ProblemType.BAD_REQUEST,
                "Transfer-Encoding may be sent once, and not with HTTP/1.0")
            .closing()
            .toException();
      }
      if (!"chunked".equalsIgnoreCase(headers.get(HttpHeaders.TRANSFER_ENCODING))) {
        throw new Problem(
                ProblemType.NOT_IMPLEMENTED, "the Transfer-Encoding is not supported; send chunked")
            .closing()
            .toException();
      }
    }
    int hosts = headers.getAll(HttpHeaders.HOST).size();
    if (hosts > 1 || hosts == 0 && request.version() == HttpVersion.HTTP_1_1) {
      throw new Problem(ProblemType.BAD_REQUEST, "the Host header must be sent once")
          .closing()
          .toException();
    }
  }
}
