package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.FakeTimers;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A poller of a store that answers as the test wants it, by timers that the test fires. */
abstract class StorePollerFixture {
  static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  static final Epoch OTHER = new Epoch("c8c8c8c8c8c8c8c8");
  static final Duration INTERVAL = Duration.ofMillis(1_000);
  static final Duration GAP = Duration.ofMillis(70);
  static final Duration RETRY_DELAY = Duration.ofMillis(100);
  static final StoreException UNAVAILABLE = new StoreException("no route", null);

  final FakeTimers timers = new FakeTimers();

  /** Those of the follower, so that those of the poller are seen by themselves. */
  final FakeTimers gaps = new FakeTimers();

  final Vertx vertx = Vertx.vertx();
  final List<String> calls = new ArrayList<>();
  final List<Long> lags = new ArrayList<>();
  final List<Position> compared = new CopyOnWriteArrayList<>();
  final List<Boolean> takesOrders = new CopyOnWriteArrayList<>();
  final List<String> epochs = new CopyOnWriteArrayList<>();
  Future<Position> found = Future.succeededFuture(new Position(EPOCH, 5));
  Future<Void> probe = Future.succeededFuture();
  Future<Epoch> renewed = Future.succeededFuture(OTHER);
  CommitFollower follower;
  StoreHealth health;
  StorePoller poller;

  @BeforeEach
  void followTheStoreToCommitFive() {
    Bus bus = new Bus(vertx);
    bus.onCompared(compared::add);
    bus.onTakesOrders(takesOrders::add);
    vertx.eventBus().consumer("live-orders.epoch", message -> epochs.add("" + message.body()));
    follower = new CommitFollower(
        gaps.vertx(), new Position(EPOCH, 5), GAP, this::changesSince, commit -> {});
    health = new StoreHealth(changed -> {}, OrdersMeters.NONE, timers::nanoTime);
    poller = new StorePoller(
        timers.vertx(),
        fake(OrderStore.class, this::answer),
        health,
        follower,
        bus,
        new ClusterEpoch(clustered()),
        INTERVAL,
        fake(OrdersMeters.class, this::record));
  }

  @AfterEach
  void close() {
    Await.await(vertx.close());
  }

  private interface Answers {
    Object to(String method, Object[] arguments);
  }

  static <T> T fake(Class<T> type, Answers answers) {
    return type.cast(Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
  }

  /** A Vert.x that says it is one of several. */
  Vertx clustered() {
    return fake(Vertx.class, (method, arguments) -> switch (method) {
      case "isClustered" -> true;
      case "eventBus" -> vertx.eventBus();
      default -> throw new UnsupportedOperationException(method);
    });
  }

  Object answer(String method, Object[] arguments) {
    calls.add(arguments == null ? method : method + " " + arguments[0]);
    return switch (method) {
      case "position" -> found;
      case "probe" -> probe;
      case "renewEpoch" -> renewed;
      default -> throw new UnsupportedOperationException(method);
    };
  }

  Object record(String method, Object[] arguments) {
    assertThat(method).isEqualTo("onCompared");
    lags.add((Long) arguments[0]);
    return null;
  }

  Future<Commit> changesSince(Position position) {
    calls.add("changesSince " + position.seq());
    return Promise.<Commit>promise().future();
  }

  static Commit orders(long seq) {
    return Commit.ofTotals(EPOCH, seq, List.of());
  }

  static Future<Position> at(Epoch epoch, long seq) {
    return Future.succeededFuture(new Position(epoch, seq));
  }

  Duration untilNext() {
    return timers.untilNext().orElseThrow();
  }
}
