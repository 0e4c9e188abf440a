package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.live.fanout.Subscription;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The reader of what a request wants to watch: a category, or all products; of these only {@code ?ids=A1,B7}, and
 * {@code ?id=a,b}, which is one product whose id has a comma; and only what changed from {@code ?epoch=…&since=…} on.
 */
public final class SubscriptionReader {
  private static final String LIST = "ids";
  private static final String ONE = "id";

  private final boolean watchAll;

  /**
   * @param watchAll whether all products may be watched, not only those that are named
   */
  public SubscriptionReader(boolean watchAll) {
    this.watchAll = watchAll;
  }

  /**
   * Reads what a request to {@code /orders/:category} wants to watch.
   *
   * @throws InvalidFieldsException when the ids are none, or too many
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
   * @throws InvalidFieldsException when the ids are none, or too many
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

  static Subscription resuming(Subscription subscription, HttpServerRequest request) {
    MultiMap query = Query.of(request);
    return subscription.resumingAt(Subscription.position(query.get("epoch"), query.get("since")));
  }
}
