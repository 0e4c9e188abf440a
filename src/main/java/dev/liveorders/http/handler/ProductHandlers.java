package dev.liveorders.http.handler;

import dev.liveorders.bus.AddProduct;
import dev.liveorders.bus.PutProduct;
import dev.liveorders.bus.UpdateProduct;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.response.Completion;
import dev.liveorders.http.response.EncodedJson;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.JsonWriter;
import dev.liveorders.json.ProductJson;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.ProductPut;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Products: listed, shown, added, put and changed; and {@code /:category}, as the original demo's page calls it. */
public final class ProductHandlers {
  private static final String EXAMPLE =
      "{\"name\":\"Toaster\",\"rrp\":\"24.99\",\"info\":\"Two slots.\"}";

  private final BodyReader bodies;
  private final OrdersClient ordersClient;
  private final BoardReader boards;
  private final FeedAnswers lists;
  private final Readers readers;
  private final AtLeast atLeast;
  private final AccessControl access;
  private final Handler<RoutingContext> files;
  private final RequestClients clients;

  /**
   * @param files answers {@code /:category} for what is no category
   */
  public ProductHandlers(
      BodyReader bodies,
      OrdersClient ordersClient,
      Hub hub,
      Readers readers,
      AtLeast atLeast,
      AccessControl access,
      RequestClients clients,
      Handler<RoutingContext> files) {
    this.clients = clients;
    this.bodies = bodies;
    this.ordersClient = ordersClient;
    this.boards = new BoardReader(hub);
    this.lists = new FeedAnswers(ProductHandlers::toBuffer, feed -> hub.board().lastDetails());
    this.readers = readers;
    this.atLeast = atLeast;
    this.access = access;
    this.files = files;
  }

  public void list(RoutingContext context) {
    CategoryName category = PathParams.category(context);
    Readers.check(context, category);
    if (!boards.mayHave(category)) {
      throw boards.unknownCategory(
          context.pathParam("category"),
          Readers.rights(context),
          product -> "it is at " + path(product));
    }
    sendList(context, category);
  }

  public void show(RoutingContext context) {
    ProductId id = PathParams.product(context, "id");
    CategoryName category = PathParams.category(context);
    Readers.check(context, category);
    Product product = boards.feed(category, id).products().stream()
        .findFirst()
        .orElseThrow(() -> new RejectedException(
            Rejection.UNKNOWN_PRODUCT, "there is no product " + Quoted.of(id) + " here"));
    JsonResponse.read(
        context.request(), boards.seq(), JsonWriter.write(ProductJson.write(product)));
  }

  private void sendList(RoutingContext context, CategoryName category) {
    EncodedJson list = lists.of(boards.feed(category));
    clients.read(context.request(), list.plain().length());
    JsonResponse.read(context.request(), boards.seq(), list);
  }

  public void add(RoutingContext context) {
    Completion.answer(context, add(context, PathParams.category(context)), written -> {
      Product product = written.answer();
      context.response().putHeader(HttpHeaders.LOCATION, path(product));
      send(context.request(), 201, written, JsonWriter.write(ProductJson.write(product)));
    });
  }

  private static String path(Product product) {
    return "/products/" + PathSegment.of(product.category()) + "/" + PathSegment.of(product.id());
  }

  private static void send(HttpServerRequest request, int status, Written<?> written, Buffer body) {
    written.addHeaders(request.response());
    JsonResponse.send(request, status, body);
  }

  private Future<Written<Product>> add(RoutingContext context, CategoryName category) {
    boards.requireBoard();
    return bodies
        .readObject(context, EXAMPLE)
        .map(json -> ProductJson.readDraft(json, Optional.of(category)))
        .compose(draft -> ordersClient.ask(AddProduct.ENDPOINT, draft, Product::seq));
  }

  public void update(RoutingContext context) {
    Optional<CategoryName> category = Optional.of(PathParams.category(context));
    Optional<ProductId> id = Optional.of(PathParams.product(context, "id"));
    boards.requireBoard();
    Future<Written<Product>> updated = bodies
        .readObject(context, EXAMPLE)
        .map(json -> ProductJson.readChange(json, category, id))
        .compose(change -> ordersClient.ask(UpdateProduct.ENDPOINT, change, Product::seq));
    Completion.answer(
        context,
        updated,
        written -> send(
            context.request(),
            200,
            written,
            JsonWriter.write(ProductJson.write(written.answer()))));
  }

  /** Adds a product under its id, changes the one that is there, or brings it back with its total. */
  public void put(RoutingContext context) {
    CategoryName category = PathParams.category(context);
    ProductId id = PathParams.product(context, "id");
    boards.requireBoard();
    Future<Written<ProductPut>> put = bodies
        .readObject(context, EXAMPLE)
        .map(json -> ProductJson.readPut(json, category, id))
        .compose(change -> ordersClient.ask(
            PutProduct.ENDPOINT, change, answer -> answer.product().seq()));
    Completion.answer(
        context,
        put,
        written -> send(
            context.request(),
            written.answer().created() ? 201 : 200,
            written,
            JsonWriter.write(ProductJson.write(written.answer().product()))));
  }

  /**
   * {@code GET /:category} lists, {@code POST /:category} adds and lists. What is no category is a file or nothing,
   * and so is one that the client may not read: nobody learns from here that it exists.
   */
  public void alias(RoutingContext context) {
    Optional<CategoryName> category = PathParams.categoryIfValid(context.pathParam("category"));
    if (category.isEmpty()
        || !boards.mayHave(category.get())
        || isHidden(context, category.get())) {
      files.handle(context);
    } else {
      new MethodHandlers()
          .get(readers.before(atLeast.before(ctx -> sendList(ctx, category.get()))))
          .post(access.require(
              Scope.CATALOGUE, WriteHeaders.before(ctx -> addAndList(ctx, category.get()))))
          .handle(context);
    }
  }

  private boolean isHidden(RoutingContext context, CategoryName category) {
    return context.request().method() != HttpMethod.POST
        && !readers.mayRead(context.request(), category);
  }

  private void addAndList(RoutingContext context, CategoryName category) {
    Completion.answer(context, add(context, category), written -> {
      written.addHeaders(context.response());
      JsonResponse.send(context.request(), 200, lists.of(boards.feed(category)));
    });
  }

  private static Buffer toBuffer(Feed feed) {
    JsonArray list = new JsonArray();
    feed.products().forEach(product -> list.add(ProductJson.write(product)));
    return JsonWriter.write(list);
  }
}
