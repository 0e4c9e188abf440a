package dev.liveorders.http;

import dev.liveorders.bus.Bus;
import dev.liveorders.bus.SimulatesMessage;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Page;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.files.StaticFiles;
import dev.liveorders.http.handler.AccessHandler;
import dev.liveorders.http.handler.AtLeast;
import dev.liveorders.http.handler.BodyReader;
import dev.liveorders.http.handler.CategoryHandlers;
import dev.liveorders.http.handler.EntriesHandler;
import dev.liveorders.http.handler.ListHandlers;
import dev.liveorders.http.handler.MethodHandlers;
import dev.liveorders.http.handler.MetricsHandler;
import dev.liveorders.http.handler.OrdersClient;
import dev.liveorders.http.handler.PictureHandlers;
import dev.liveorders.http.handler.PlaceBatchHandler;
import dev.liveorders.http.handler.PlaceOrderHandler;
import dev.liveorders.http.handler.ProductHandlers;
import dev.liveorders.http.handler.RequestClients;
import dev.liveorders.http.handler.RetirementHandlers;
import dev.liveorders.http.handler.WatchHandler;
import dev.liveorders.http.handler.WriteHeaders;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.model.Scope;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The handlers of all paths. The path that takes orders comes first, since each route before it would cost time. */
final class Routes {
  /** The longest that {@code /access} waits to hear whether orders are simulated. */
  private static final Duration SIMULATES_WITHIN = Duration.ofSeconds(1);

  private final Router router;
  private final PlaceOrderHandler placeOrder;
  private final PlaceBatchHandler placeBatch;
  private final EntriesHandler entries;
  private final Readers readers;
  private final AtLeast atLeast;
  private final WatchHandler watch;
  private final ProductHandlers products;
  private final CategoryHandlers categories;
  private final ListHandlers lists;
  private final PictureHandlers pictures;
  private final RetirementHandlers retirement;
  private final AccessControl access;
  private final Page page;
  private final Supplier<Future<Boolean>> simulates;
  private final Health health;
  private final MetricsHandler metrics;
  private final StaticFiles files;
  private final RejectionLog rejections;
  private final Optional<AccessLog> accessLog;

  Routes(
      Vertx vertx,
      Bus bus,
      Hub hub,
      Readers readers,
      AppConfig config,
      AccessControl access,
      RequestClients clients,
      RejectionLog rejections,
      Optional<AccessLog> accessLog,
      Health health,
      MetricsHandler metrics,
      StaticFiles files) {
    this.rejections = rejections;
    this.accessLog = accessLog;
    this.router = Router.router(vertx);
    this.readers = readers;
    BodyReader bodies = new BodyReader(config.http().maxBodyBytes());
    OrdersClient ordersClient = new OrdersClient(bus, hub, config.http().requestTimeout());
    this.placeOrder = new PlaceOrderHandler(bodies, ordersClient, clients);
    this.placeBatch =
        new PlaceBatchHandler(bodies, ordersClient, clients, config.http().maxBatchItems());
    this.entries = new EntriesHandler(ordersClient);
    this.atLeast = new AtLeast(hub, config.http().requestTimeout());
    this.watch = new WatchHandler(hub, atLeast, clients);
    this.products =
        new ProductHandlers(bodies, ordersClient, hub, readers, atLeast, access, clients, files);
    this.categories = new CategoryHandlers(bodies, ordersClient, hub, clients);
    this.lists = new ListHandlers(hub, atLeast, clients);
    this.pictures = new PictureHandlers(hub, clients);
    this.retirement = new RetirementHandlers(ordersClient, hub);
    this.access = access;
    this.page = config.page();
    this.simulates = () -> config.simulation().enabled()
        ? bus.request(SimulatesMessage.ENDPOINT, new JsonObject(), SIMULATES_WITHIN)
            .otherwise(false)
        : Future.succeededFuture(false);
    this.health = health;
    this.metrics = metrics;
    this.files = files;
  }

  Router router() {
    accessLog.ifPresent(log -> router.route().handler(log::follow));
    // an upgrade to a WebSocket never gets here: RequestGate gives it to SocketUpgrade
    // a parameter of a path must not have the name of one in a query, such as id, as Vert.x keeps
    // both in one map
    router
        .route("/orders/:name")
        .handler(new MethodHandlers()
            .get(readers.before(watch))
            .post(access.require(Scope.ORDERS, placeOrder)));
    router
        .route("/orders")
        .handler(new MethodHandlers()
            .get(readers.before(watch))
            .post(access.require(Scope.ORDERS, placeBatch)));
    router
        .route("/orders/:category/:product/entries")
        .handler(new MethodHandlers().get(access.require(Scope.REPORTS, readers.before(entries))));
    router
        .route("/products/:category")
        .handler(new MethodHandlers().get(read(products::list)).post(change(products::add)));
    router
        .route("/products/:category/:id")
        .handler(new MethodHandlers()
            .get(read(products::show))
            .put(change(products::put))
            .patch(change(products::update))
            .delete(change(retirement::product)));
    router.route("/categories").handler(new MethodHandlers().get(read(categories::list)));
    router
        .route("/categories/:category")
        .handler(
            new MethodHandlers().put(change(categories::put)).delete(change(retirement::category)));
    router.route("/top").handler(list(lists.top()));
    router.route("/top/:category").handler(list(lists.top()));
    router.route("/trends").handler(list(lists.trends()));
    router.route("/trends/:category").handler(list(lists.trends()));
    router.route("/recent").handler(list(lists.recent()));
    router.route("/badge/:picture").handler(list(atLeast.before(pictures::badge)));
    router.route("/sparkline/:picture").handler(list(atLeast.before(pictures::sparkline)));
    router
        .route("/access")
        .handler(new MethodHandlers().get(new AccessHandler(access, readers, page, simulates)));
    router.route("/health/live").handler(new MethodHandlers().get(health::live));
    router.route("/health/ready").handler(new MethodHandlers().get(health::ready));
    router.route("/metrics").handler(new MethodHandlers().get(metrics::guarded));
    router.route("/:category").handler(files.orElse(products::alias)); // no category hides a file
    router.route().handler(files);
    router.errorHandler(400, ProblemResponder::answerUnroutable);
    router.errorHandler(404, ProblemResponder::answer);
    router.errorHandler(500, this::answerFailure);
    return router;
  }

  private void answerFailure(RoutingContext context) {
    rejections.onRejected(context.failure());
    ProblemResponder.answer(context);
  }

  private Handler<RoutingContext> list(Handler<RoutingContext> handler) {
    return new MethodHandlers().get(readers.before(handler));
  }

  private Handler<RoutingContext> change(Handler<RoutingContext> handler) {
    return access.require(Scope.CATALOGUE, WriteHeaders.before(handler));
  }

  private Handler<RoutingContext> read(Handler<RoutingContext> handler) {
    return readers.before(atLeast.before(handler));
  }
}
