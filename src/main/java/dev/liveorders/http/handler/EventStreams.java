package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.ConnectionEnd;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.sse.SseWatcher;
import dev.liveorders.model.Position;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers with Server-Sent Events, of whatever can be watched. */
final class EventStreams {
  private final Hub hub;
  private final RequestClients clients;

  EventStreams(Hub hub, RequestClients clients) {
    this.hub = hub;
    this.clients = clients;
  }

  /**
   * Starts a stream, of an unknown category, too: as on a socket, what there is to show comes when it is created.
   *
   * @param admitted reads what the client wants to watch, and may
   * @throws ProblemException when the node is full, or the client may not
   */
  void start(RoutingContext context, Supplier<Admission> admitted) {
    if (hub.isFull()) {
      hub.count().onRejected();
      throw new Problem(
              ProblemType.NODE_FULL, "this node has reached live.maxWatchers; retry later")
          .toException();
    }
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, Accepted.EVENTS)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .putHeader(JsonResponse.NOSNIFF_HEADER, JsonResponse.NOSNIFF);
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    Admission admission = admitted.get();
    if (context.request().method() == HttpMethod.HEAD) {
      response.end();
      return;
    }
    Subscription wanted = admission.subscription();
    Optional<Position> header = Position.parse(context.request().getHeader("Last-Event-ID"));
    Subscription resumed = wanted.resumingAt(header.or(() -> lastEvent(context.request(), wanted)));
    Admission resuming = new Admission(resumed, admission.rights());
    ClientUse use = clients.watch(context.request(), hub.board(), wanted);
    if (context.request().version() == HttpVersion.HTTP_1_0) {
      ConnectionEnd.behind(response); // which alone shows the end of a stream without chunks
    }
    SseWatcher.watch(context.request(), hub, resuming, use, header.isPresent());
  }

  /** The position of the last event that a client has seen which cannot send headers. */
  private static Optional<Position> lastEvent(HttpServerRequest request, Subscription wanted) {
    return Position.parse(Query.of(request).get("lastEventId")).or(wanted::seen);
  }
}
