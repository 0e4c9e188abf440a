package dev.liveorders.http.handler;

import dev.liveorders.http.access.Readers;
import dev.liveorders.http.picture.Badge;
import dev.liveorders.http.picture.BadgeStyle;
import dev.liveorders.http.picture.Sparkline;
import dev.liveorders.http.problem.Problem;
import dev.liveorders.http.problem.ProblemType;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.model.Product;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Window;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code GET /badge/:id.svg} and {@code /sparkline/:id.svg}: what a product sells, as a picture for pages without scripts. A
 * product that does not exist, or that a reader may not see, is a picture, too, as an {@code <img>} shows no text of an error.
 */
public final class PictureHandlers {
  private static final String SUFFIX = ".svg";
  private static final int MAX_LABEL = 64;
  private static final int DEFAULT_WIDTH = 120;
  private static final int DEFAULT_HEIGHT = 28;

  private final BoardReader boards;
  private final ListReader lists;
  private final RequestClients clients;

  public PictureHandlers(Hub hub, RequestClients clients) {
    this.boards = new BoardReader(hub);
    this.lists = new ListReader(hub);
    this.clients = clients;
  }

  /** Shows what a product sold within a window, or its total. */
  public void badge(RoutingContext context) {
    HttpServerRequest request = context.request();
    BadgeStyle style = style(request);
    Optional<Window> window = Query.of(request).contains(ListReader.WINDOW)
        ? Optional.of(lists.window(request))
        : Optional.empty();
    String label = label(request).orElseGet(() -> label(window));
    clients.read(request, Badge.MAX_BYTES);
    Optional<Product> product = product(context);
    String value = product
        .map(found -> window
            .map(span -> Math.max(0, boards.board().lists().sold(found.id(), span)))
            .orElse(found.total()))
        .map(Badge::number)
        .orElse("no such product");
    String about = product.map(Product::name).orElse("There is no such product here.");
    answer(context, product, new Badge(style, label, value, about).toSvg());
  }

  /** Shows what a product sold, step by step. */
  public void sparkline(RoutingContext context) {
    HttpServerRequest request = context.request();
    Window span = ListReader.span(request);
    int width =
        Query.integer(request, "width", DEFAULT_WIDTH, Sparkline.MIN_WIDTH, Sparkline.MAX_WIDTH);
    int height = Query.integer(
        request, "height", DEFAULT_HEIGHT, Sparkline.MIN_HEIGHT, Sparkline.MAX_HEIGHT);
    clients.read(request, Sparkline.maxBytes(span.steps()));
    Optional<Product> product = product(context);
    long[] amounts = product
        .map(found -> boards.board().lists().series(found.id(), span))
        .orElseGet(() -> new long[span.steps()]);
    String title = product.map(Product::name).orElse("no such product") + ", " + words(span);
    String about = Badge.number(Arrays.stream(amounts).sum()) + " sold, at most "
        + Badge.number(Arrays.stream(amounts).max().orElse(0)) + " in "
        + span.resolution().wireName();
    answer(context, product, new Sparkline(amounts, width, height, title, about).toSvg());
  }

  private void answer(RoutingContext context, Optional<Product> product, String svg) {
    PictureAnswers.send(context.request(), boards.seq(), product.isPresent() ? 200 : 404, svg);
  }

  /** Finds a product that exists, and that the reader may see. */
  private Optional<Product> product(RoutingContext context) {
    String name = context.pathParam("picture");
    if (!name.endsWith(SUFFIX)) {
      throw new Problem(
              ProblemType.NOT_FOUND,
              "there is no picture " + Quoted.of(name)
                  + "; its name is the id of a product and .svg")
          .toException();
    }
    String id = name.substring(0, name.length() - SUFFIX.length());
    return boards.product(id, Readers.rights(context));
  }

  private static BadgeStyle style(HttpServerRequest request) {
    String name = Query.of(request).get("style");
    return name == null
        ? BadgeStyle.FLAT
        : BadgeStyle.of(name)
            .orElseThrow(() -> new InvalidFieldsException(
                "style", Quoted.of(name) + " is neither flat nor plain"));
  }

  private static Optional<String> label(HttpServerRequest request) {
    String label = Query.of(request).get("label");
    if (label != null && label.codePointCount(0, label.length()) > MAX_LABEL) {
      throw new InvalidFieldsException(
          "label", Quoted.of(label) + " has more than " + MAX_LABEL + " characters");
    }
    return Optional.ofNullable(label);
  }

  private static String label(Optional<Window> window) {
    return window.map(span -> "sold " + words(span)).orElse("sold");
  }

  private static String words(Window window) {
    return switch (window) {
      case LAST_HOUR -> "in the last hour";
      case LAST_24_HOURS -> "in the last 24 hours";
      case LAST_7_DAYS -> "in the last 7 days";
      case LAST_30_DAYS -> "in the last 30 days";
      case TODAY -> "today";
      case YESTERDAY -> "yesterday";
    };
  }
}
