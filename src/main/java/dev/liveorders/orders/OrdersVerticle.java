package dev.liveorders.orders;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.metrics.LoopDelay;
import dev.liveorders.metrics.NodeMeters;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.metrics.TakenTimes;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Rejection;
import dev.liveorders.model.Sales;
import dev.liveorders.store.EntryReader;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreTime;
import dev.liveorders.trace.Spans;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The writing side of a node: owns the store, and answers on the bus. Its configuration is that of the application. */
public final class OrdersVerticle extends VerticleBase {
  /** The time in which the orders of one product are looked for; then the answer says where to go on. */
  private static final Duration ENTRIES_TIME = Duration.ofSeconds(2);

  private final Clock clock;

  /** The zone that the store counts days in. */
  private ZoneId zone;

  private final List<MessageConsumer<Object>> consumers = new ArrayList<>();
  private final ProductIndex products = new ProductIndex();
  private OrdersMeters meters;
  private LoopDelay delay;
  private CatalogueLimits limits;
  private StartCatalogue catalogue;
  private FeedPublisher feed;
  private KeyService keys;
  private StoreHealth health;
  private AppConfig config;
  private Bus bus;
  private OrderStore store;
  private OrderBatcher batcher;
  private ClusterEpoch clusterEpoch;
  private FollowedStore followed;
  private StorePoller poller;
  private OrderSimulator simulator;
  private StoreUpkeep upkeep;
  private boolean newStore;
  private volatile OrdersReport report;
  private volatile Future<Void> past = Future.succeededFuture();

  public OrdersVerticle() {
    this(Clock.systemDefaultZone());
  }

  /**
   * @param clock the time of a SQLite store, and the zone in which a new store counts days
   */
  public OrdersVerticle(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> ConfigReader.fromJson(config().getMap()))
        .compose(this::start);
  }

  private Future<?> start(AppConfig read) {
    create(read);
    return catalogue
        .read(vertx)
        .compose(done -> openStore().compose(opened -> catalogue.addTo(store, newStore)))
        .compose(seeded -> store
            .changesSince(0)
            .onSuccess(this::follow)
            .compose(following -> serve())
            .onSuccess(served -> seeded.commit().ifPresent(bus::publishCommit)))
        .onSuccess(served -> poller.start())
        .onSuccess(served -> upkeep.start())
        .compose(served -> startSimulator())
        .recover(cause ->
            keys.stop().eventually(store::close).transform(closed -> Future.failedFuture(cause)));
  }

  private void create(AppConfig read) {
    config = read;
    limits = new CatalogueLimits(config.limits(), products);
    catalogue = new StartCatalogue(config.catalogue(), limits);
    bus = new Bus(vertx);
    NodeMeters node = NodeMeters.of(vertx, config.metrics().enabled());
    meters = node.orders();
    delay = LoopDelay.start(vertx, node, "orders");
    health = new StoreHealth(bus::publishTakesOrders, meters, System::nanoTime);
    StoreTime time = new StoreTime(clock, config.windows().zone());
    store = OrderStores.create(vertx, config.store(), time, config.cluster().enabled());
    StoreClock storeClock = new StoreClock(clock, System::nanoTime);
    followed = new FollowedStore(store, health, storeClock, bus, meters);
    clusterEpoch = new ClusterEpoch(vertx);
    ScriptWindows windows = new ScriptWindows(config.windows().windows(), followed::everything);
    feed = new FeedPublisher(bus, products, windows, meters);
    keys = new KeyService(vertx, store, bus, () -> AuditRepair.run(store.audit(), followed));
    batcher = new OrderBatcher(
        this::commit, config.orders().maxQueued(), config.orders().maxCommit(), meters);
    Lease simulates = Lease.of(vertx, store, config, "simulator");
    simulator = new OrderSimulator(vertx, simulates, products, this::place, store, this::position);
    upkeep = new StoreUpkeep(vertx, config, store, followed, storeClock, meters);
  }

  /** Opens the store, and makes sure that it is the cluster's before anything is written. */
  private Future<Void> openStore() {
    return store
        .open()
        .onSuccess(opened -> newStore = opened.seq() == 0)
        .compose(opened -> clusterEpoch.agree(opened.epoch(), config.store().url()))
        .compose(agreed -> keys.start(OrderStores.file(config.store())));
  }

  private void follow(Commit everything) {
    report = OrdersReport.of(newStore, everything);
    zone = everything.sales().history().map(Sales.History::zone).orElse(clock.getZone());
    products.apply(everything);
    upkeep.follow(everything);
    followed.follow(vertx, everything, config.cluster().gap(), this::deliver);
    poller = new StorePoller(
        vertx,
        store,
        health,
        followed.follower(),
        bus,
        clusterEpoch,
        config.cluster().checkInterval(),
        meters);
  }

  private void deliver(Commit commit) {
    upkeep.follow(commit);
    feed.publish(commit);
  }

  private Future<?> serve() {
    consumers.add(bus.onCommit(followed::onCommit, followed::onUnread));
    consumers.add(bus.onRealOrder(simulator::onRealOrder));
    consumers.addAll(new OrderEndpoints(
            bus,
            followed,
            batcher,
            new EntryReader(store, ENTRIES_TIME),
            simulator::isRunning,
            clock,
            meters)
        .serve());
    consumers.addAll(new CatalogueService(store, followed, limits, products).serve(bus));
    consumers.addAll(keys.serve());
    return Future.all(consumers.stream().map(MessageConsumer::completion).toList());
  }

  private Future<?> startSimulator() {
    long checked = position();
    return SimulationCheck.whyNot(config, products, store).compose(whyNot -> (whyNot.isPresent()
            ? Future.succeededFuture(false)
            : PastSimulator.isMissing(store).otherwise(false)) // no past is no reason not to serve
        .onSuccess(isMissing -> startSimulator(whyNot.orElse(""), checked, isMissing)));
  }

  private long position() {
    return followed.follower().position().seq();
  }

  private void startSimulator(String whyNot, long checked, boolean pastIsMissing) {
    report = report.withSimulation(whyNot);
    if (whyNot.isEmpty()) {
      simulator.start(config.simulation().period(), config.cluster().checkInterval(), checked);
      if (pastIsMissing && config.simulation().history()) {
        past = new PastSimulator(
                vertx,
                products::ids,
                orders -> batcher.place(orders, System.nanoTime()),
                simulator::isOrdering)
            .start(clock, zone, config.simulation().period());
      }
    }
  }

  /** Returns the report on the start, once started. */
  public OrdersReport report() {
    return report;
  }

  /** Completes when a demonstration has its past, which whoever looks first is to see; asked once started. */
  public Future<Void> past() {
    return past;
  }

  /** Stops accepting, commits what was accepted, then closes the store. */
  @Override
  public Future<?> stop() {
    delay.stop();
    poller.stop();
    Future<?> leasesReturned = Future.join(simulator.stop(), upkeep.stop());
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .eventually(() -> batcher.drain())
        .onComplete(drained -> followed.follower().stop())
        .eventually(() -> clusterEpoch.stop())
        .eventually(() -> leasesReturned)
        .eventually(keys::stop)
        .eventually(() -> store.close());
  }

  private void place(List<Order> orders) {
    // the store's state is logged where it changes
    batcher.place(orders, System.nanoTime()).onSuccess(meters::onAnswered);
  }

  private Future<List<OrderAnswer>> commit(List<Order> orders, TakenTimes taken) {
    long started = System.nanoTime();
    Spans.CommitSpan span = batcher.span();
    Future<Written<List<OrderAnswer>>> placed = store.place(orders).map(written -> {
      meters.onCommit(orders.size(), System.nanoTime() - started);
      written.commit().ifPresent(commit -> meters.onTaken(commit.position(), taken));
      return written;
    });
    placed.onComplete(
        made -> span.end(() -> made.result().commit().map(Commit::to).orElse(0L), made.cause()));
    return followed
        .write(placed)
        .onFailure(failed -> meters.onRejected(Rejection.STORE_AWAY, orders.size()));
  }
}
