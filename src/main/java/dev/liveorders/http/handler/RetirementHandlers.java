package dev.liveorders.http.handler;

import dev.liveorders.bus.RetireCategory;
import dev.liveorders.bus.RetireProduct;
import dev.liveorders.http.response.Completion;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;

/** {@code DELETE} of products and categories: takes them out of the catalogue; their orders and totals stay. */
public final class RetirementHandlers {
  private final OrdersClient ordersClient;
  private final BoardReader boards;

  public RetirementHandlers(OrdersClient ordersClient, Hub hub) {
    this.ordersClient = ordersClient;
    this.boards = new BoardReader(hub);
  }

  public void product(RoutingContext context) {
    CategoryName category = PathParams.category(context);
    ProductId id = PathParams.product(context, "id");
    boards.requireBoard();
    RetireProduct retire = new RetireProduct(category, id);
    answer(context, ordersClient.ask(RetireProduct.ENDPOINT, retire, Position::seq));
  }

  public void category(RoutingContext context) {
    RetireCategory retire = new RetireCategory(PathParams.category(context));
    boards.requireBoard();
    answer(context, ordersClient.ask(RetireCategory.ENDPOINT, retire, Position::seq));
  }

  private static void answer(RoutingContext context, Future<Written<Position>> retired) {
    Completion.answer(context, retired, written -> {
      written.addHeaders(context.response());
      context.response().setStatusCode(204).end();
    });
  }
}
