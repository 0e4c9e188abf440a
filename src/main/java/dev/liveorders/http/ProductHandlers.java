package dev.liveorders.http;

import dev.liveorders.bus.Endpoint;
import dev.liveorders.bus.ProductForm;
import dev.liveorders.live.Feed;
import dev.liveorders.live.Hub;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.Refusal;
import dev.liveorders.model.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Products: listed, shown, added and changed; and {@code /:category}, as the original demo's page calls it. */
final class ProductHandlers {
  private static final String EXAMPLE =
      "{\"name\":\"Toaster\",\"rrp\":\"24.99\",\"info\":\"Two slots.\"}";

  private final BodyReader bodies;
  private final Asker asker;
  private final Boards boards;
  private final Handler<RoutingContext> files;

  /**
   * @param files answers {@code /:category} for what is no category
   */
  ProductHandlers(BodyReader bodies, Asker asker, Hub hub, Handler<RoutingContext> files) {
    this.bodies = bodies;
    this.asker = asker;
    this.boards = new Boards(hub);
    this.files = files;
  }

  void list(RoutingContext context) {
    JsonAnswer.read(context.request(), toBuffer(boards.feed(PathNames.category(context))));
  }

  void show(RoutingContext context) {
    ProductId id = PathNames.product(context);
    Product product = boards.feed(PathNames.category(context)).products().stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RefusedException(
            Refusal.UNKNOWN_PRODUCT, "there is no product " + Quoted.of(id) + " here"));
    JsonAnswer.read(context.request(), ProductForm.write(product).toBuffer());
  }

  void add(RoutingContext context) {
    HttpServerRequest request = context.request();
    add(context, PathNames.category(context))
        .onSuccess(product -> {
          request
              .response()
              .putHeader(
                  HttpHeaders.LOCATION, "/products/" + product.category() + "/" + product.id());
          JsonAnswer.send(request, 201, ProductForm.write(product).toBuffer());
        })
        .onFailure(context::fail);
  }

  private Future<Product> add(RoutingContext context, CategoryName category) {
    return bodies
        .readObject(context.request(), EXAMPLE)
        .map(json -> ProductForm.readDraft(json, Optional.of(category)))
        .compose(draft -> asker.ask(Endpoint.ADD_PRODUCT, draft, Product::seq));
  }

  void update(RoutingContext context) {
    Optional<CategoryName> category = Optional.of(PathNames.category(context));
    Optional<ProductId> id = Optional.of(PathNames.product(context));
    bodies
        .readObject(context.request(), EXAMPLE)
        .map(json -> ProductForm.readChange(json, category, id))
        .compose(change -> asker.ask(Endpoint.UPDATE_PRODUCT, change, Product::seq))
        .onSuccess(product ->
            JsonAnswer.send(context.request(), 200, ProductForm.write(product).toBuffer()))
        .onFailure(context::fail);
  }

  /** {@code GET /:category} lists, {@code POST /:category} adds and lists; what is no category is a file or nothing. */
  void alias(RoutingContext context) {
    Optional<CategoryName> category = PathNames.categoryIfValid(context.pathParam("category"));
    if (category.isEmpty() || !boards.mayHave(category.get())) {
      files.handle(context);
    } else {
      new ByMethod()
          .get(ctx -> JsonAnswer.read(ctx.request(), toBuffer(boards.feed(category.get()))))
          .post(ctx -> addAndList(ctx, category.get()))
          .handle(context);
    }
  }

  private void addAndList(RoutingContext context, CategoryName category) {
    add(context, category)
        .onSuccess(
            product -> JsonAnswer.send(context.request(), 200, toBuffer(boards.feed(category))))
        .onFailure(context::fail);
  }

  private static Buffer toBuffer(Feed feed) {
    JsonArray list = new JsonArray();
    feed.products().forEach(product -> list.add(ProductForm.write(product)));
    return list.toBuffer();
  }
}
