package dev.liveorders.http.handler;

import dev.liveorders.bus.CategoryPut;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.CategoryJson;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Quoted;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Categories: listed, created and renamed. */
public final class CategoryHandlers {
  private static final String EXAMPLE = "{\"title\":\"Toys\",\"prefix\":\"T\"}";

  private final BodyReader bodies;
  private final OrdersClient ordersClient;
  private final BoardReader boards;

  public CategoryHandlers(BodyReader bodies, OrdersClient ordersClient, Hub hub) {
    this.bodies = bodies;
    this.ordersClient = ordersClient;
    this.boards = new BoardReader(hub);
  }

  public void list(RoutingContext context) {
    JsonArray list = new JsonArray();
    ReadRights rights = Readers.rights(context);
    boards.board().categories().stream()
        .filter(category -> rights.mayRead(category.name()))
        .forEach(category -> list.add(toJson(category)));
    JsonResponse.read(context.request(), boards.seq(), list.toBuffer());
  }

  public void put(RoutingContext context) {
    Optional<CategoryName> name = Optional.of(newName(context.pathParam("category")));
    boards.requireBoard();
    Future<Written<CategoryPut>> written = bodies
        .readObject(context.request(), EXAMPLE)
        .map(json -> CategoryJson.read(json, name))
        .compose(category -> ordersClient.ask(CategoryPut.ENDPOINT, category, CategoryPut::seq));
    Completion.answer(context, written, put -> answer(context.request(), put));
  }

  private void answer(HttpServerRequest request, Written<CategoryPut> written) {
    CategoryPut put = written.answer();
    Buffer body = toJson(put.category()).toBuffer();
    written.addHeaders(request.response());
    JsonResponse.send(request, put.created() ? 201 : 200, body);
  }

  /** Here, unlike in other paths, a name that none can have is the caller's choice, and a fault. */
  private static CategoryName newName(String name) {
    return PathParams.categoryIfValid(name)
        .orElseThrow(() -> new InvalidFieldsException(
            "category", Quoted.of(name) + " is not " + CategoryName.RULE));
  }

  private JsonObject toJson(Category category) {
    return CategoryJson.write(category).put("products", boards.board().products(category.name()));
  }
}
