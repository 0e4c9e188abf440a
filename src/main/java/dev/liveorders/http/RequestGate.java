package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.connection.AddressCheck;
import dev.liveorders.http.connection.CrossOrigin;
import dev.liveorders.http.connection.HostCheck;
import dev.liveorders.http.connection.Http2Rules;
import dev.liveorders.http.connection.MessageRules;
import dev.liveorders.http.connection.StrictTransport;
import dev.liveorders.http.problem.ProblemResponder;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Rejects malformed requests and requests for a foreign Host or Origin, before routing. */
final class RequestGate implements Handler<HttpServerRequest> {
  private final HostCheck hostCheck;
  private final CrossOrigin crossOrigin;
  private final StrictTransport strictTransport;
  private final RejectionLog rejections;
  private final Optional<AccessLog> accessLog;
  private final SocketUpgrade sockets;
  private final Handler<HttpServerRequest> router;

  RequestGate(
      AppConfig.Http config,
      RejectionLog rejections,
      Optional<AccessLog> accessLog,
      SocketUpgrade sockets,
      Handler<HttpServerRequest> router) {
    this.rejections = rejections;
    this.accessLog = accessLog;
    this.hostCheck = new HostCheck(config);
    this.crossOrigin = new CrossOrigin(config);
    this.strictTransport = StrictTransport.of(config);
    this.sockets = sockets;
    this.router = router;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!isPassedOn(request)) {
      accessLog.ifPresent(log -> log.answered(request));
    }
  }

  /** Passes a request on, and tells whether it did: others are answered here. */
  private boolean isPassedOn(HttpServerRequest request) {
    try {
      strictTransport.mark(request.response());
      Http2Rules.check(request);
      MessageRules.check(request);
      hostCheck.check(request);
      AddressCheck.check(request);
      AccessControl.rejectKeyInAddress(request);
      boolean upgrade = SocketUpgrade.isAskedFor(request);
      if (crossOrigin.answered(request, upgrade)) {
        return false;
      }
      if (request.uri().equals("*")) {
        request
            .response()
            .putHeader(HttpHeaders.ALLOW, CrossOrigin.METHODS)
            .setStatusCode(204)
            .end();
      } else if (upgrade) {
        Optional<String> key = sockets.upgrade(request);
        accessLog.ifPresent(log -> log.upgraded(request, key.orElse(null)));
        return true;
      } else {
        router.handle(request);
        return true;
      }
    } catch (RuntimeException | StackOverflowError e) {
      rejections.onRejected(e);
      ProblemResponder.answer(request, e);
    }
    return false;
  }
}
