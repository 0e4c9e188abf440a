package dev.liveorders.http.handler;

import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.metrics.MetersText;
import dev.liveorders.metrics.NodeMeters;
import dev.liveorders.model.Scope;
import dev.liveorders.netty.VertxConnections;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** {@code GET /metrics}: the meters of the node, for Prometheus. */
public final class MetricsHandler {
  /** The headers that a proxy adds to a request; one of these means that the peer is not who asks. */
  private static final Pattern ADDED_BY_PROXIES =
      Pattern.compile("(?i)x-forwarded-.*|forwarded|x-real-ip|via");

  private final Vertx vertx;
  private final NodeMeters meters;
  private final Handler<RoutingContext> withKey;

  public MetricsHandler(Vertx vertx, NodeMeters meters, AccessControl access) {
    this.vertx = vertx;
    this.meters = meters;
    this.withKey = access.require(Scope.ADMIN, this::answer);
  }

  /** Answers a program of this machine that comes without a proxy, and a key with the scope {@code admin}. */
  public void guarded(RoutingContext context) {
    if (isFromThisMachine(context.request())) {
      answer(context);
    } else {
      withKey.handle(context);
    }
  }

  private static boolean isFromThisMachine(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return VertxConnections.channel(request.connection()).remoteAddress()
            instanceof InetSocketAddress peer
        && peer.getAddress().isLoopbackAddress()
        && headers.names().stream()
            .noneMatch(name -> ADDED_BY_PROXIES.matcher(name).matches());
  }

  /** Answers everybody. The text is written on another thread, as it takes some milliseconds. */
  public void answer(RoutingContext context) {
    if (!meters.enabled()) {
      throw new Problem(
              ProblemType.NOT_FOUND,
              "nothing is measured, since metrics.enabled is false; set it to true")
          .toException();
    }
    Completion.answer(context, vertx.executeBlocking(meters::text), text -> send(context, text));
  }

  private static void send(RoutingContext context, byte[] text) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, MetersText.CONTENT_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    JsonResponse.send(context.request(), 200, Buffer.buffer(text));
  }
}
