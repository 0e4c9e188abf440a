package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.kit.FakeTimers;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A lease on a clock that the test moves. */
class LeaseTest {
  private static final Duration INSTANT = Duration.ofNanos(1);

  private final FakeTimers timers = new FakeTimers();
  private final List<Duration> asked = new ArrayList<>();
  private Future<Boolean> answer = Future.succeededFuture(true);
  private final Lease lease = new Lease(timers.vertx(), this::ask, timers::nanoTime);

  private Future<Boolean> ask(Duration duration) {
    asked.add(duration);
    return answer;
  }

  @Test
  void itIsAskedForAtOnceAndNotHeldBefore() {
    assertThat(lease.isHeld()).isFalse();
    lease.start();
    assertThat(lease.isHeld()).isTrue();
    assertThat(asked).containsExactly(Lease.DURATION);
  }

  @Test
  void itIsAskedForOnceHoweverManyShareIt() {
    lease.start();
    lease.start();
    assertThat(asked).hasSize(1);

    timers.pass(Lease.RENEW_AFTER);
    assertThat(asked).containsExactly(Lease.DURATION, Lease.DURATION);
  }

  @Test
  void itExpiresUnlessItIsRenewed() {
    lease.start();
    timers.pass(Lease.RENEW_AFTER);
    answer = Future.failedFuture("the store is unavailable");

    timers.pass(Lease.DURATION.minus(INSTANT));
    assertThat(lease.isHeld()).isTrue();
    timers.pass(INSTANT);
    assertThat(lease.isHeld()).isFalse();
  }

  /** The store counts from a moment between both. */
  @Test
  void itsTimeBeginsWithTheQuestionAndNotWithTheAnswer() {
    Promise<Boolean> late = Promise.promise();
    answer = late.future();
    lease.start();
    timers.stall(Duration.ofSeconds(1));
    late.complete(true);

    timers.stall(Lease.DURATION.minusSeconds(1).minus(INSTANT));
    assertThat(lease.isHeld()).isTrue();
    timers.stall(INSTANT);
    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void itIsLostWhenTheStoreSaysSo() {
    lease.start();
    answer = Future.succeededFuture(false);
    timers.pass(Lease.RENEW_AFTER);

    assertThat(lease.isHeld()).isFalse();
  }

  @Test
  void onlyOneQuestionIsOpenAtATime() {
    Promise<Boolean> open = Promise.promise();
    answer = open.future();
    lease.start();
    timers.pass(Lease.RENEW_AFTER.multipliedBy(3));
    assertThat(asked).hasSize(1);

    open.complete(true);
    timers.pass(Lease.RENEW_AFTER);
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatAnotherHoldsIsNotHeldAndNotGivenBack() {
    answer = Future.succeededFuture(false);
    lease.start();
    assertThat(lease.isHeld()).isFalse();

    assertThat(lease.stop().succeeded()).isTrue();
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatIsHeldIsGivenBackAndNotAskedForAgain() {
    lease.start();
    Promise<Boolean> givenBack = Promise.promise();
    answer = givenBack.future();

    assertThat(lease.stop()).isSameAs(givenBack.future());
    assertThat(asked).containsExactly(Lease.DURATION, Duration.ZERO);
    assertThat(timers.untilNext()).as("the next question").isEmpty();
  }

  @Test
  void aNodeAloneWithItsFileHoldsItAndWritesNothing() {
    assertThat(leases(Map.of("LIVE_ORDERS_STORE_URL", "sqlite:orders.db"))).isEmpty();
  }

  @Test
  void nodesThatShareAStoreAskItForTheLeaseByName() {
    assertThat(leases(Map.of("LIVE_ORDERS_STORE_URL", "postgresql://shop@db/orders")))
        .containsExactly("clock");
    assertThat(leases(Map.of(
            "LIVE_ORDERS_STORE_URL", "sqlite:orders.db", "LIVE_ORDERS_CLUSTER_ENABLED", "true")))
        .containsExactly("clock");
  }

  /** The leases that the store of a node is asked for, which gets the one it wants. */
  private List<Object> leases(Map<String, String> environment) {
    AppConfig config = ConfigReader.read(Optional.empty(), environment).config();
    List<Object> names = new ArrayList<>();
    OrderStore store = (OrderStore) Proxy.newProxyInstance(
        OrderStore.class.getClassLoader(),
        new Class<?>[] {OrderStore.class},
        (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("lease");
          assertThat((String) arguments[1]).as("the holder").isNotBlank();
          assertThat(arguments[2]).isEqualTo(Lease.DURATION);
          names.add(arguments[0]);
          return Future.succeededFuture(true);
        });
    Lease own = Lease.of(timers.vertx(), store, config, "clock");
    own.start();
    assertThat(own.isHeld()).isTrue();
    return names;
  }
}
