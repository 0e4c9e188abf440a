package dev.liveorders.http.handler;

import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.ListFeed;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.wire.ListJson;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * {@code GET /top}, {@code /trends} and {@code /recent}: the lists of what sells, as Server-Sent Events or once, as
 * JSON.
 */
public final class ListHandlers {
  private final BoardReader boards;
  private final FeedAnswers answers =
      new FeedAnswers(list -> ListJson.answer((ListFeed) list), Feed::lastChange);
  private final EventStreams events;
  private final ListReader lists;
  private final AtLeast atLeast;
  private final RequestClients clients;

  public ListHandlers(Hub hub, AtLeast atLeast, RequestClients clients) {
    this.boards = new BoardReader(hub);
    this.events = new EventStreams(hub, clients);
    this.lists = new ListReader(hub);
    this.atLeast = atLeast;
    this.clients = clients;
  }

  /** Handles {@code /top} and {@code /top/:category}. */
  public Handler<RoutingContext> top() {
    return handler(context -> lists.top(category(context), context.request()));
  }

  /** Handles {@code /trends} and {@code /trends/:category}. */
  public Handler<RoutingContext> trends() {
    return handler(context -> lists.trends(category(context), context.request()));
  }

  /** Handles {@code /recent}. */
  public Handler<RoutingContext> recent() {
    return handler(context -> lists.recent(context.request()));
  }

  private static Optional<String> category(RoutingContext context) {
    return Optional.ofNullable(context.pathParam("category"));
  }

  private Handler<RoutingContext> handler(Function<RoutingContext, ListKey> list) {
    Handler<RoutingContext> once =
        atLeast.before(context -> answerOnce(context, list.apply(context)));
    return context -> {
      if (Accepted.prefersEvents(context.request())) {
        events.start(context, () -> admission(context, list.apply(context)));
      } else {
        once.handle(context);
      }
    };
  }

  private static Admission admission(RoutingContext context, ListKey key) {
    Subscription wanted = ListReader.resuming(key, context.request());
    return Readers.admit(wanted, Readers.rights(context));
  }

  /** Makes a tag. What a node has seen of the last sales is its own, and so is the tag. */
  private static String tag(ListFeed list) {
    return list.list() instanceof ListKey.Recent
        ? list.lastChange() + "-" + Integer.toHexString(list.tail().hashCode())
        : list.lastChange().toString();
  }

  private void answerOnce(RoutingContext context, ListKey key) {
    admission(context, key);
    key.category().ifPresent(boards::feed); // which must exist
    clients.read(
        context.request(),
        key.maxBytes()); // also of a client that has the list: it is made all the same
    answerInTurn(context, key);
  }

  /** Answers when the list has seen the position that the request wants, which may be a moment after the board has. */
  private void answerInTurn(RoutingContext context, ListKey key) {
    long pause = boards.board().lists().pause(key, AtLeast.of(context.request()));
    if (pause == 0) {
      answer(context, key);
    } else {
      long millis = 1 + TimeUnit.NANOSECONDS.toMillis(pause);
      Completion.answer(
          context,
          context.vertx().timer(millis, TimeUnit.MILLISECONDS),
          due -> answerInTurn(context, key));
    }
  }

  private void answer(RoutingContext context, ListKey key) {
    ListFeed list = boards.board().lists().read(key);
    context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    JsonResponse.read(context.request(), list.readSeq(), tag(list), answers.of(list));
  }
}
