package dev.liveorders.http;

import dev.liveorders.bus.CategoryForm;
import dev.liveorders.bus.CategoryPut;
import dev.liveorders.bus.Endpoint;
import dev.liveorders.bus.InvalidFieldsException;
import dev.liveorders.live.Hub;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Quoted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Categories: listed, created and renamed. */
final class CategoryHandlers {
  private static final String EXAMPLE = "{\"title\":\"Toys\",\"prefix\":\"T\"}";

  private final BodyReader bodies;
  private final Asker asker;
  private final Boards boards;

  CategoryHandlers(BodyReader bodies, Asker asker, Hub hub) {
    this.bodies = bodies;
    this.asker = asker;
    this.boards = new Boards(hub);
  }

  void list(RoutingContext context) {
    JsonArray list = new JsonArray();
    boards.board().categories().forEach(category -> list.add(toJson(category)));
    JsonAnswer.read(context.request(), list.toBuffer());
  }

  void put(RoutingContext context) {
    Optional<CategoryName> name = Optional.of(newName(context.pathParam("category")));
    bodies
        .readObject(context.request(), EXAMPLE)
        .map(json -> CategoryForm.read(json, name))
        .compose(category -> asker.ask(Endpoint.PUT_CATEGORY, category, put -> 0))
        .onSuccess(put -> answer(context, put))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, CategoryPut put) {
    JsonAnswer.send(
        context.request(), put.created() ? 201 : 200, toJson(put.category()).toBuffer());
  }

  /** Here, unlike in other paths, a name that none can have is the caller's choice, and a fault. */
  private static CategoryName newName(String name) {
    return PathNames.categoryIfValid(name)
        .orElseThrow(() -> new InvalidFieldsException(
            "category", Quoted.of(name) + " is not " + CategoryName.RULE));
  }

  private JsonObject toJson(Category category) {
    return CategoryForm.write(category).put("products", boards.board().products(category.name()));
  }
}
