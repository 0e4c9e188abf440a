package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.OfferedWindows;
import dev.liveorders.model.WindowSet;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The reader of what a request wants to watch: a category, or all products; of these only {@code ?ids=A1,B7}, and
 * {@code ?id=a,b}, which is one product whose id has a comma; only what changed from {@code ?epoch=…&since=…} on;
 * and, beside each total, what sold within {@code ?windows=1h,24h}.
 */
public final class SubscriptionReader {
  private static final String LIST = "ids";
  private static final String ONE = "id";
  private static final String WINDOWS = "windows";

  private final boolean watchAll;
  private final OfferedWindows offered;

  /**
   * @param hub knows whether all products may be watched, not only those that are named, and which windows there are
   */
  public SubscriptionReader(Hub hub) {
    this.watchAll = hub.config().watchAll();
    this.offered = hub.windows();
  }

  /**
   * Reads what a request to {@code /orders/:category} wants to watch.
   *
   * @throws InvalidFieldsException when the ids are none, or too many, or a window is not offered
   */
  public Subscription ofCategory(String category, HttpServerRequest request) {
    if (!namesProducts(request)) {
      return resuming(Subscription.to(category), request);
    }
    try {
      return resuming(Subscription.to(category, ids(request)), request);
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldsException(LIST, e.getMessage());
    }
  }

  /**
   * Reads what a request to {@code /orders} wants to watch.
   *
   * @throws InvalidFieldsException when the ids are none, or too many, or a window is not offered
   * @throws ProblemException       when it names none, and may not watch all
   */
  public Subscription ofProducts(HttpServerRequest request) {
    if (!namesProducts(request)) {
      return resuming(all(), request);
    }
    try {
      return resuming(Subscription.toProducts(ids(request)), request);
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldsException(LIST, e.getMessage());
    }
  }

  private Subscription all() {
    if (!watchAll) {
      throw new Problem(
              ProblemType.WATCH_ALL,
              "watching all products is not allowed on this server; name at most "
                  + Subscription.MAX_IDS + ", as in /orders?ids=A1,B7, or a category")
          .toException();
    }
    return Subscription.toAll();
  }

  static boolean namesProducts(HttpServerRequest request) {
    MultiMap query = Query.of(request);
    return query.contains(LIST) || query.contains(ONE);
  }

  /** Lists the ids, which may come in several parameters, with blanks around them and empty places between commas. */
  static List<String> ids(HttpServerRequest request) {
    Stream<String> listed =
        Query.of(request).getAll(LIST).stream().flatMap(list -> Arrays.stream(list.split(",")));
    return Stream.concat(listed, Query.of(request).getAll(ONE).stream())
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .toList();
  }

  private Subscription resuming(Subscription subscription, HttpServerRequest request) {
    MultiMap query = Query.of(request);
    return subscription
        .with(windows(query))
        .resumingAt(Subscription.position(query.get("epoch"), query.get("since")));
  }

  private WindowSet windows(MultiMap query) {
    try {
      return offered.findAll(query.getAll(WINDOWS).stream()
          .flatMap(list -> Arrays.stream(list.split(",")))
          .toList());
    } catch (IllegalArgumentException e) {
      throw new InvalidFieldsException(WINDOWS, e.getMessage());
    }
  }
}
