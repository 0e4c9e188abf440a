package dev.liveorders.http.handler;

import dev.liveorders.bus.EntriesRequest;
import dev.liveorders.bus.ProductEntries;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.EntryJson;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Quoted;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** {@code GET /orders/:category/:product/entries}: the orders that make up a total, newest first, page by page. */
public final class EntriesHandler implements Handler<RoutingContext> {
  private static final String BEFORE = "before";
  private static final String LIMIT = "limit";
  private static final int DEFAULT_LIMIT = 100;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final OrdersClient ordersClient;

  public EntriesHandler(OrdersClient ordersClient) {
    this.ordersClient = ordersClient;
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    int limit = (int) number(request, LIMIT, DEFAULT_LIMIT, EntriesRequest.MAX_LIMIT);
    CategoryName category = PathParams.category(context);
    Readers.check(context, category);
    EntriesRequest asked = new EntriesRequest(
        category,
        PathParams.product(context, "product"),
        number(request, BEFORE, Long.MAX_VALUE, Long.MAX_VALUE),
        limit);
    Completion.answer(
        context,
        ordersClient.ask(EntriesRequest.ENDPOINT, asked, answer -> 0),
        written -> send(request, written.answer(), limit));
  }

  private static void send(HttpServerRequest request, ProductEntries found, int limit) {
    JsonObject body = EntryJson.write(found.total(), found.entries());
    if (found.reached() > 0) {
      body.put("next", "?" + BEFORE + "=" + found.reached() + "&" + LIMIT + "=" + limit);
    }
    request.response().putHeader("Cache-Control", "no-store");
    JsonResponse.send(request, 200, JsonWriter.write(body));
  }

  private static long number(HttpServerRequest request, String name, long absent, long max) {
    String text = Query.of(request).get(name);
    if (text == null) {
      return absent;
    }
    if (!NUMBER.matcher(text).matches() || Long.parseLong(text) < 1 || Long.parseLong(text) > max) {
      throw new InvalidFieldsException(
          name,
          Quoted.of(text) + " is not an integer from 1 on"
              + (max == Long.MAX_VALUE ? "" : ", to " + max));
    }
    return Long.parseLong(text);
  }
}
