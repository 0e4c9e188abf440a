package dev.liveorders.orders;

import dev.liveorders.bus.BoardRequest;
import dev.liveorders.bus.Bus;
import dev.liveorders.bus.OrderAnswers;
import dev.liveorders.bus.PlaceOrders;
import dev.liveorders.bus.UnreadCommit;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.model.Catalogue;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.OrderStores;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writing side of a node: owns the store, and answers on the bus. Its configuration is that of the application. */
public final class OrdersVerticle extends VerticleBase {
  private static final Logger log = LoggerFactory.getLogger(OrdersVerticle.class);

  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();
  private final ProductIndex products = new ProductIndex();
  private CatalogueLimits limits;
  private FeedPublisher feed;
  private KeyService keys;
  private StoreHealth storeState;
  private AppConfig config;
  private Bus bus;
  private OrderStore store;
  private OrderBatcher batcher;
  private ClusterEpoch clusterEpoch;
  private CommitFollower follower;
  private StorePoller check;
  private OrderSimulator simulator;
  private volatile OrdersReport report;

  /** The version of commits that was last warned of. */
  private int unreadVersion;

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> ConfigReader.fromJson(config().getMap()))
        .compose(this::start);
  }

  private Future<?> start(AppConfig read) {
    config = read;
    limits = new CatalogueLimits(config.limits(), products);
    bus = new Bus(vertx);
    storeState = new StoreHealth(bus::publishTakesOrders);
    store = OrderStores.create(vertx, config.store(), config.cluster().enabled());
    clusterEpoch = new ClusterEpoch(vertx);
    feed = new FeedPublisher(bus, products);
    keys = new KeyService(vertx, store, bus);
    batcher = new OrderBatcher(
        this::commit, config.orders().maxQueued(), config.orders().maxCommit());
    simulator =
        new OrderSimulator(vertx, new Lease(vertx, store, "simulator"), products, this::place);
    return readCatalogue()
        .compose(catalogue -> openStore().compose(opened -> store.seed(catalogue)))
        .compose(seeded -> store
            .changesSince(0)
            .onSuccess(this::follow)
            .compose(followed -> serve())
            .onSuccess(served -> seeded.commit().ifPresent(bus::publishCommit)))
        .onSuccess(served -> check.start())
        .compose(served -> startSimulator())
        .recover(cause ->
            keys.stop().eventually(store::close).transform(closed -> Future.failedFuture(cause)));
  }

  private Future<Catalogue> readCatalogue() {
    return vertx.executeBlocking(() -> limits.check(CatalogueFile.read(config.catalogue())));
  }

  /** Opens the store, and makes sure that it is the cluster's before anything is written. */
  private Future<Void> openStore() {
    return store
        .open()
        .onSuccess(opened -> report = new OrdersReport(opened.seq() == 0, ""))
        .compose(opened -> clusterEpoch.agree(opened.epoch(), config.store().url()))
        .compose(agreed -> keys.start(OrderStores.file(config.store())));
  }

  private void follow(Commit everything) {
    products.apply(everything);
    follower = new CommitFollower(
        vertx, everything.position(), config.cluster().gap(), this::readMissed, feed::publish);
    check = new StorePoller(
        vertx, store, storeState, follower, bus, clusterEpoch, config.cluster().checkInterval());
  }

  /** Reads the commits that the bus did not bring, and publishes them for nodes that cannot read the store. */
  private Future<Commit> readMissed(Position since) {
    return changesSince(since).onSuccess(missed -> {
      if (follower.hasGap() && missed.epoch().equals(since.epoch())) {
        bus.publishCommit(missed);
      }
    });
  }

  /** Reads the changes after a position; all of the store when it has another epoch. */
  private Future<Commit> changesSince(Position since) {
    return storeState
        .reading(store.changesSince(since.seq()))
        .compose(changes -> changes.epoch().equals(since.epoch()) || changes.from() == 0
            ? Future.succeededFuture(changes)
            : storeState.reading(store.changesSince(0)));
  }

  private Future<?> serve() {
    consumers.add(bus.onCommit(follower::onCommit, this::onUnread));
    consumers.add(bus.onRealOrder(this::onRealOrder));
    consumers.add(bus.serve(PlaceOrders.ENDPOINT, this::onPlace));
    consumers.add(bus.serve(BoardRequest.ENDPOINT, this::onBoard));
    consumers.addAll(
        new CatalogueService(store, storeState, limits, products, this::onCommitted).serve(bus));
    consumers.addAll(keys.serve());
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList());
  }

  private Future<?> startSimulator() {
    return SimulationCheck.whyNot(config, products, store).onSuccess(whyNot -> {
      report = report.withSimulation(whyNot.orElse(""));
      if (whyNot.isEmpty()) {
        simulator.start(config.simulation().period());
      }
    });
  }

  /** Returns the report on the start, once started. */
  public OrdersReport report() {
    return report;
  }

  /** Somebody, on any node, has placed a real order: from now on the store is more than a demo. */
  private void onRealOrder() {
    if (simulator.isRunning()) {
      log.info("a real order was placed: no more orders are simulated");
      simulator.stop();
    }
  }

  /** Stops accepting, commits what was accepted, then closes the store. */
  @Override
  public Future<?> stop() {
    check.stop();
    Future<?> simulatorStopped = simulator.stop();
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .eventually(() -> batcher.drain())
        .onComplete(drained -> follower.stop())
        .eventually(() -> clusterEpoch.stop())
        .eventually(() -> simulatorStopped)
        .eventually(keys::stop)
        .eventually(() -> store.close());
  }

  /** Its contents are read from the store, as if the bus had lost it. */
  private void onUnread(UnreadCommit commit) {
    if (!commit.omitted() && commit.version() != unreadVersion) {
      unreadVersion = commit.version();
      log.warn(
          "another node writes commits of version {}, which this release cannot decode; they are read from the store, which is"
              + " slower, until all nodes run the same release",
          unreadVersion);
    }
    if (commit.epoch().equals(follower.position().epoch())) {
      follower.onStoreAt(commit.to());
    }
  }

  private Future<OrderAnswers> onPlace(PlaceOrders request) {
    RequestLines lines = new RequestLines(request.orders());
    Future<List<OrderAnswer>> placed = batcher.place(lines.orders()).map(lines::answers);
    if (simulator.isRunning()) {
      placed.onSuccess(answers -> {
        if (answers.stream().anyMatch(OrderAnswer.Accepted.class::isInstance)) {
          bus.publishRealOrder();
        }
      });
    }
    return placed.map(OrderAnswers::new);
  }

  private void place(List<Order> orders) {
    batcher.place(orders); // the store's state is logged where it changes
  }

  private Future<List<OrderAnswer>> commit(List<Order> orders) {
    return write(store.place(orders));
  }

  private Future<Commit> onBoard(BoardRequest request) {
    return changesSince(request
        .epoch()
        .map(epoch -> new Position(epoch, request.since()))
        .orElseGet(() -> new Position(follower.position().epoch(), 0)));
  }

  private <T> Future<T> write(Future<Written<T>> call) {
    return storeState.writing(call).map(written -> {
      written.commit().ifPresent(this::onCommitted);
      return written.answer();
    });
  }

  /** Tells the followers before the caller, so that a caller who is answered finds what it wrote on this node's boards. */
  private void onCommitted(Commit commit) {
    if (commit.epoch().equals(follower.position().epoch())) {
      follower.onCommit(commit);
    } else {
      follower.startAnew();
    }
    bus.publishCommit(commit);
  }
}
