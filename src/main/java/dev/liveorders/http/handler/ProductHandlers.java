package dev.liveorders.http.handler;

import dev.liveorders.bus.Endpoint;
import dev.liveorders.http.response.JsonResponse;
import dev.liveorders.json.ProductJson;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Products: listed, shown, added and changed; and {@code /:category}, as the original demo's page calls it. */
public final class ProductHandlers {
  private static final String EXAMPLE =
      "{\"name\":\"Toaster\",\"rrp\":\"24.99\",\"info\":\"Two slots.\"}";

  private final BodyReader bodies;
  private final OrdersClient asker;
  private final BoardReader boards;
  private final Handler<RoutingContext> files;

  /**
   * @param files answers {@code /:category} for what is no category
   */
  public ProductHandlers(
      BodyReader bodies, OrdersClient asker, Hub hub, Handler<RoutingContext> files) {
    this.bodies = bodies;
    this.asker = asker;
    this.boards = new BoardReader(hub);
    this.files = files;
  }

  public void list(RoutingContext context) {
    JsonResponse.read(context.request(), toBuffer(boards.feed(PathParams.category(context))));
  }

  public void show(RoutingContext context) {
    ProductId id = PathParams.product(context);
    Product product = boards.feed(PathParams.category(context)).products().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RejectedException(
            Rejection.UNKNOWN_PRODUCT, "there is no product " + Quoted.of(id) + " here"));
    JsonResponse.read(context.request(), ProductJson.write(product).toBuffer());
  }

  public void add(RoutingContext context) {
    HttpServerRequest request = context.request();
    add(context, PathParams.category(context))
        .onSuccess(product -> {
          request
              .response()
              .putHeader(
                  HttpHeaders.LOCATION, "/products/" + product.category() + "/" + product.id());
          JsonResponse.send(request, 201, ProductJson.write(product).toBuffer());
        })
        .onFailure(context::fail);
  }

  private Future<Product> add(RoutingContext context, CategoryName category) {
    return bodies
        .readObject(context.request(), EXAMPLE)
        .map(json -> ProductJson.readDraft(json, Optional.of(category)))
        .compose(draft -> asker.ask(Endpoint.ADD_PRODUCT, draft, Product::seq));
  }

  public void update(RoutingContext context) {
    Optional<CategoryName> category = Optional.of(PathParams.category(context));
    Optional<ProductId> id = Optional.of(PathParams.product(context));
    bodies
        .readObject(context.request(), EXAMPLE)
        .map(json -> ProductJson.readChange(json, category, id))
        .compose(change -> asker.ask(Endpoint.UPDATE_PRODUCT, change, Product::seq))
        .onSuccess(product ->
            JsonResponse.send(context.request(), 200, ProductJson.write(product).toBuffer()))
        .onFailure(context::fail);
  }

  /** {@code GET /:category} lists, {@code POST /:category} adds and lists; what is no category is a file or nothing. */
  public void alias(RoutingContext context) {
    Optional<CategoryName> category = PathParams.categoryIfValid(context.pathParam("category"));
    if (category.isEmpty() || !boards.mayHave(category.get())) {
      files.handle(context);
    } else {
      new MethodHandlers()
          .get(ctx -> JsonResponse.read(ctx.request(), toBuffer(boards.feed(category.get()))))
          .post(ctx -> addAndList(ctx, category.get()))
          .handle(context);
    }
  }

  private void addAndList(RoutingContext context, CategoryName category) {
    add(context, category)
        .onSuccess(
            product -> JsonResponse.send(context.request(), 200, toBuffer(boards.feed(category))))
        .onFailure(context::fail);
  }

  private static Buffer toBuffer(Feed feed) {
    JsonArray list = new JsonArray();
    feed.products().forEach(product -> list.add(ProductJson.write(product)));
    return list.toBuffer();
  }
}
