package dev.liveorders.http.handler;

import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemException;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Window;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The reader of which list a request wants: {@code /top?window=24h&limit=10}, {@code /trends?ids=A1,B7&span=24h},
 * {@code /recent?limit=50}, the first two also of a category, as {@code /top/electronics}.
 */
public final class ListReader {
  /** The windows whose steps can be shown. */
  private static final List<Window> SPANS =
      List.of(Window.LAST_HOUR, Window.LAST_24_HOURS, Window.LAST_7_DAYS, Window.LAST_30_DAYS);

  static final String WINDOW = "window";
  private static final String SPAN = "span";
  private static final String LIMIT = "limit";
  private static final int DEFAULT_TOP = 10;
  private static final int DEFAULT_RECENT = 50;

  private final List<Window> windows;
  private final boolean recent;

  /**
   * @param hub knows which windows there are, and whether the last sales are shown
   */
  public ListReader(Hub hub) {
    this.windows = hub.windows().list();
    this.recent = hub.config().recent();
  }

  /**
   * Reads what a request to a path wants to watch; empty for a path of no list.
   *
   * @param path     its first segment
   * @param category its second
   * @throws InvalidFieldsException when a parameter is wrong
   */
  public Optional<Subscription> watched(
      String path, Optional<String> category, HttpServerRequest request) {
    Optional<ListKey> list =
        switch (path) {
          case "top" -> Optional.of(top(category, request));
          case "trends" -> Optional.of(trends(category, request));
          case "recent" -> category.isEmpty() ? Optional.of(recent(request)) : Optional.empty();
          default -> Optional.empty();
        };
    return list.map(key -> resuming(key, request));
  }

  /** Reads what a client wants that has maybe seen a list before. */
  static Subscription resuming(ListKey list, HttpServerRequest request) {
    MultiMap query = Query.of(request);
    return Subscription.to(list)
        .resumingAt(Subscription.position(query.get("epoch"), query.get("since")));
  }

  /**
   * Reads which products that sold most are wanted.
   *
   * @throws InvalidFieldsException when a parameter is wrong
   * @throws RejectedException      when the category can be none
   */
  ListKey top(Optional<String> category, HttpServerRequest request) {
    return new ListKey.Top(
        category.map(ListReader::category), window(request), limit(request, DEFAULT_TOP));
  }

  /**
   * Reads whose sales are wanted step by step: of all products together, or of some.
   *
   * @throws InvalidFieldsException when a parameter is wrong
   * @throws RejectedException      when the category can be none
   */
  ListKey trends(Optional<String> category, HttpServerRequest request) {
    Window span = span(request);
    if (!SubscriptionReader.namesProducts(request)) {
      if (category.isPresent()) {
        throw new InvalidFieldsException(
            "ids",
            "it is missing; name up to " + ListKey.MAX_IDS
                + " products of the category, as in ?ids=A1,A2");
      }
      return new ListKey.Shop(span);
    }
    return new ListKey.Series(
        category.map(ListReader::category), ids(SubscriptionReader.ids(request)), span);
  }

  /**
   * Reads how many of the last sales are wanted.
   *
   * @throws InvalidFieldsException when a parameter is wrong
   * @throws ProblemException       when they are not shown
   */
  ListKey recent(HttpServerRequest request) {
    if (!recent) {
      throw new Problem(
              ProblemType.NOT_FOUND,
              "this server does not show its last sales, as live.recent is false")
          .toException();
    }
    return new ListKey.Recent(limit(request, DEFAULT_RECENT));
  }

  private static CategoryName category(String name) {
    return PathParams.categoryIfValid(name).orElseThrow(() -> PathParams.unknownCategory(name));
  }

  /** Reads a window that is configured; that of a day, or the first there is, where the request names none. */
  Window window(HttpServerRequest request) {
    if (windows.isEmpty()) {
      throw new InvalidFieldsException(
          WINDOW, "this server has no windows, as windows.spans is empty");
    }
    return choice(request, WINDOW, windows, "windows.spans says which there are");
  }

  /** Reads the span of a curve. */
  static Window span(HttpServerRequest request) {
    return choice(request, SPAN, SPANS, "a trend has one of these spans");
  }

  private static Window choice(
      HttpServerRequest request, String parameter, List<Window> choices, String why) {
    String name = Query.of(request).get(parameter);
    if (name == null) {
      return choices.contains(Window.LAST_24_HOURS) ? Window.LAST_24_HOURS : choices.get(0);
    }
    return Window.of(name)
        .filter(choices::contains)
        .orElseThrow(() -> new InvalidFieldsException(
            parameter, Quoted.of(name) + " is none of " + names(choices) + "; " + why));
  }

  private static String names(List<Window> windows) {
    return windows.stream().map(Window::wireName).collect(Collectors.joining(", "));
  }

  private static int limit(HttpServerRequest request, int absent) {
    return Query.integer(request, LIMIT, absent, 1, ListKey.MAX_LIMIT);
  }

  private static List<ProductId> ids(List<String> names) {
    try {
      List<ProductId> ids =
          names.stream().map(ProductId::new).sorted().distinct().toList();
      if (ids.isEmpty()) {
        throw new IllegalArgumentException(
            "ids names no product; leave it out of /trends for all products together");
      }
      if (ids.size() > ListKey.MAX_IDS) {
        throw new IllegalArgumentException(
            ids.size() + " ids are more than " + ListKey.MAX_IDS + "; ask for the rest by itself");
      }
      return ids;
    } catch (IllegalArgumentException wrong) {
      throw new InvalidFieldsException("ids", wrong.getMessage());
    }
  }
}
