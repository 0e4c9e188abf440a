package dev.liveorders.http.handler;

import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.fanout.SubscriptionCost;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.Product;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /orders/:category} and {@code GET /orders}: the totals of a category, of some products or of all. They are
 * sent as Server-Sent Events or once, as JSON; a WebSocket is the third way.
 */
public final class WatchHandler implements Handler<RoutingContext> {
  private final BoardReader boards;
  private final FeedAnswers totals;
  private final Handler<RoutingContext> once;
  private final SubscriptionReader subscriptions;
  private final EventStreams events;
  private final RequestClients clients;

  public WatchHandler(Hub hub, AtLeast atLeast, RequestClients clients) {
    this.clients = clients;
    this.events = new EventStreams(hub, clients);
    this.totals = new FeedAnswers(hub::json, Feed::lastChange);
    this.once = atLeast.before(this::answerOnce);
    this.boards = new BoardReader(hub);
    this.subscriptions = new SubscriptionReader(hub);
  }

  @Override
  public void handle(RoutingContext context) {
    if (Accepted.prefersEvents(context.request())) {
      events.start(context, () -> admission(context));
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

  private static String placeOfTotal(Product product) {
    String list =
        product.id().value().contains(",") ? "id" : "ids"; // whose items have commas between
    return "its total is at /orders?" + list + "=" + PathSegment.of(product.id());
  }

  private void answerOnce(RoutingContext context) {
    HttpServerRequest request = context.request();
    Admission admission = admission(context);
    ReadRights rights = admission.rights();
    Subscription granted = rights.restrict(admission.subscription()).orElseThrow();
    Feed feed = boards
        .feed(granted)
        .orElseThrow(
            () -> boards.unknownCategory(granted.name(), rights, WatchHandler::placeOfTotal));
    request.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    boolean narrowed = !feed.key().equals(feed.key().anywhere());
    String tag = feed.lastChange() + (narrowed ? rights.tag() : "");
    boolean shared = feed.key().isLasting() && feed.key().windows().isEmpty();
    if (!shared) {
      clients.read(
          request,
          SubscriptionCost.bytes(feed)); // of a client that has it, too: it is made all the same
    }
    EncodedJson answer = totals.of(feed);
    if (shared && !JsonResponse.isKnown(request, tag, answer)) {
      clients.read(request, answer.plain().length());
    }
    JsonResponse.read(request, boards.seq(), tag, answer);
  }
}
