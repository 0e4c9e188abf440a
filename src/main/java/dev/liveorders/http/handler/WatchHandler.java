package dev.liveorders.http.handler;

import dev.liveorders.http.access.Readers;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.ConnectionEnd;
import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.sse.SseWatcher;
import dev.liveorders.model.Position;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code GET /orders/:category} and {@code GET /orders}: the totals of a category, of some products or of all. They are
 * sent as Server-Sent Events or once, as JSON; a WebSocket is the third way.
 */
public final class WatchHandler implements Handler<RoutingContext> {
  private final Hub hub;
  private final BoardReader boards;
  private final FeedAnswers totals;
  private final Handler<RoutingContext> once;
  private final SubscriptionReader subscriptions;
  private final RequestClients clients;

  public WatchHandler(Hub hub, AtLeast atLeast, RequestClients clients) {
    this.clients = clients;
    this.hub = hub;
    this.totals = new FeedAnswers(hub::json, Feed::lastChange);
    this.once = atLeast.before(this::answerOnce);
    this.boards = new BoardReader(hub);
    this.subscriptions = new SubscriptionReader(hub);
  }

  @Override
  public void handle(RoutingContext context) {
    if (Accepted.prefersEvents(context.request())) {
      startEvents(context);
    } else {
      once.handle(context);
    }
  }

  private Admission admission(RoutingContext context) {
    String category = context.pathParam("name");
    Subscription wanted = category == null
        ? subscriptions.ofProducts(context.request())
        : subscriptions.ofCategory(category, context.request());
    return Readers.admit(wanted, Readers.rights(context));
  }

  /** Starts a stream, of an unknown category, too: as on a socket, its totals come when it is created. */
  private void startEvents(RoutingContext context) {
    if (hub.isFull()) {
      hub.onRejected();
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
    Admission admission = admission(context);
    if (context.request().method() == HttpMethod.HEAD) {
      response.end();
      return;
    }
    Subscription wanted = admission.subscription();
    ClientUse use = clients.watch(context.request(), hub.board(), wanted);
    if (context.request().version() == HttpVersion.HTTP_1_0) {
      ConnectionEnd.behind(response); // which alone shows the end of a stream without chunks
    }
    Subscription resumed = wanted.resumingAt(lastEvent(context.request(), wanted));
    SseWatcher.watch(context.request(), hub, new Admission(resumed, admission.rights()), use);
  }

  /** The position of the last event that a client has seen; one that cannot send headers has it in the address. */
  private static Optional<Position> lastEvent(HttpServerRequest request, Subscription wanted) {
    return Position.parse(request.getHeader("Last-Event-ID"))
        .or(() -> Position.parse(Query.of(request).get("lastEventId")))
        .or(wanted::seen);
  }

  private void answerOnce(RoutingContext context) {
    HttpServerRequest request = context.request();
    Admission admission = admission(context);
    ReadRights rights = admission.rights();
    Feed feed = boards.feed(rights.restrict(admission.subscription()).orElseThrow());
    request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    boolean narrowed = !feed.key().equals(feed.key().anywhere());
    String tag = feed.lastChange() + (narrowed ? rights.tag() : "");
    EncodedJson answer = totals.of(feed);
    if (!JsonResponse.isKnown(request, tag)) {
      clients.read(request, answer.plain().length());
    }
    JsonResponse.read(request, boards.seq(), tag, answer);
  }
}
