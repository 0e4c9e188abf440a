package dev.liveorders.http.handler;

import dev.liveorders.bus.CategoryPut;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.CategoryJson;
import dev.liveorders.json.InvalidFieldsException;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Position;
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

  /** The list as of the last change of details, on which alone it depends; shared by all who read. */
  private EncodedJson list;

  private Board listedBoard;
  private Position listedAt;

  private final RequestClients clients;

  public CategoryHandlers(
      BodyReader bodies, OrdersClient ordersClient, Hub hub, RequestClients clients) {
    this.clients = clients;
    this.bodies = bodies;
    this.ordersClient = ordersClient;
    this.boards = new BoardReader(hub);
  }

  public void list(RoutingContext context) {
    ReadRights rights = Readers.rights(context);
    EncodedJson list = rights == ReadRights.OPEN ? all() : new EncodedJson(list(rights));
    clients.read(context.request(), list.plain().length());
    JsonResponse.read(context.request(), boards.seq(), list);
  }

  private EncodedJson all() {
    Board board = boards.board();
    if (board != listedBoard || !board.lastDetails().equals(listedAt)) {
      list = new EncodedJson(list(ReadRights.OPEN));
      listedAt = board.lastDetails();
      listedBoard = board;
    }
    return list;
  }

  private Buffer list(ReadRights rights) {
    JsonArray categories = new JsonArray();
    boards.board().categories().stream()
        .filter(category -> rights.mayRead(category.name()))
        .forEach(category -> categories.add(toJson(category)));
    return JsonWriter.write(categories);
  }

  public void put(RoutingContext context) {
    Optional<CategoryName> name = Optional.of(newName(context.pathParam("category")));
    boards.requireBoard();
    Future<Written<CategoryPut>> written = bodies
        .readObject(context, EXAMPLE)
        .map(json -> CategoryJson.read(json, name))
        .compose(category -> ordersClient.ask(CategoryPut.ENDPOINT, category, CategoryPut::seq));
    Completion.answer(context, written, put -> answer(context.request(), put));
  }

  private void answer(HttpServerRequest request, Written<CategoryPut> written) {
    CategoryPut put = written.answer();
    Buffer body = JsonWriter.write(toJson(put.category()));
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
