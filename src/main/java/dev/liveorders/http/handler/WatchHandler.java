package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.sse.SseWatcher;
import dev.liveorders.model.Position;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code GET /orders/:category} and {@code GET /orders}: the totals of a category, of some products or of all. They are
 * sent as Server-Sent Events or once, as JSON; a WebSocket is the third way.
 */
public final class WatchHandler implements Handler<RoutingContext> {
  private static final String EVENT_STREAM = "text/event-stream";

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
    this.subscriptions = new SubscriptionReader(hub.config().watchAll());
  }

  @Override
  public void handle(RoutingContext context) {
    if (asksForEvents(context.request())) {
      startEvents(context);
    } else {
      once.handle(context);
    }
  }

  private Subscription subscription(RoutingContext context) {
    String category = context.pathParam("id");
    return category == null
        ? subscriptions.ofProducts(context.request())
        : subscriptions.ofCategory(category, context.request());
  }

  private static boolean asksForEvents(HttpServerRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains(EVENT_STREAM)
        && Arrays.stream(accept.split(","))
            .anyMatch(type -> type.strip().split(";", 2)[0].strip().equals(EVENT_STREAM));
  }

  /** Starts a stream, of an unknown category, too: as on a socket, its totals come when it is created. */
  private void startEvents(RoutingContext context) {
    if (hub.isFull()) {
      hub.onRefused();
      throw new Problem(
              ProblemType.NODE_FULL, "this node has reached live.maxWatchers; retry later")
          .toException();
    }
    HttpServerResponse response = context.response();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, EVENT_STREAM)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("X-Accel-Buffering", "no")
        .putHeader(JsonResponse.NOSNIFF_HEADER, JsonResponse.NOSNIFF);
    response.headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (context.request().method() == HttpMethod.HEAD) {
      response.end();
      return;
    }
    Subscription subscription = subscription(context);
    Optional<Position> last =
        Position.parse(context.request().getHeader("Last-Event-ID")).or(subscription::seen);
    ClientUse use = clients.watch(context.request(), hub.board(), subscription);
    SseWatcher.watch(context.request(), hub, subscription.resumingAt(last), use);
  }

  private void answerOnce(RoutingContext context) {
    HttpServerRequest request = context.request();
    Feed feed = boards.feed(subscription(context));
    EncodedJson answer = totals.of(feed);
    String tag = feed.lastChange().toString();
    if (!JsonResponse.isKnown(request, tag)) {
      clients.read(request, answer.plain().length());
    }
    request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    JsonResponse.read(request, boards.seq(), tag, answer);
  }
}
