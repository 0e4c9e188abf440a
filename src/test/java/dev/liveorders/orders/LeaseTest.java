package dev.liveorders.orders;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.store.OrderStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class LeaseTest {
  private final List<Duration> asked = new CopyOnWriteArrayList<>();
  private volatile Future<Boolean> answer = Future.succeededFuture(true);
  private Lease lease;

  @BeforeEach
  void ofAStoreThatOnlyLeases(Vertx vertx) {
    OrderStore store = (OrderStore) Proxy.newProxyInstance(
        OrderStore.class.getClassLoader(),
        new Class<?>[] {OrderStore.class},
        (proxy, method, arguments) -> {
          assertThat(method.getName()).isEqualTo("lease");
          assertThat(arguments[0]).isEqualTo("simulation");
          asked.add((Duration) arguments[2]);
          return answer;
        });
    lease = new Lease(vertx, store, "simulation");
  }

  @AfterEach
  void stop() {
    lease.stop();
  }

  @Test
  void itIsAskedForAtOnceAndNotHeldBefore() {
    assertThat(lease.isHeld()).isFalse();
    lease.start();
    assertThat(lease.isHeld()).isTrue();
    assertThat(asked).containsExactly(Lease.DURATION);
  }

  @Test
  void aNodeAloneWithItsStoreHoldsItAndWritesNothing(Vertx vertx) {
    Lease own = Lease.alone(vertx);
    own.start();

    assertThat(own.isHeld()).isTrue();
    await(own.stop());
    assertThat(asked).isEmpty();
  }

  @Test
  void whatAnotherHoldsIsNotHeldAndNotGivenBack() {
    answer = Future.succeededFuture(false);
    lease.start();
    assertThat(lease.isHeld()).isFalse();

    await(lease.stop());
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatIsHeldIsGivenBack() {
    lease.start();
    Promise<Boolean> givenBack = Promise.promise();
    answer = givenBack.future();

    assertThat(lease.stop()).isSameAs(givenBack.future());
    assertThat(asked).containsExactly(Lease.DURATION, Duration.ZERO);
  }

  @Test
  void itIsLostWhenTheStoreSaysSoAndKeptForItsTimeWhenTheStoreFails() {
    lease.start();
    answer = Future.failedFuture("away");
    Await.until("a second question", () -> asked.size() == 2);
    assertThat(lease.isHeld()).isTrue();

    answer = Future.succeededFuture(false);
    Await.until("the lease is lost", () -> !lease.isHeld());
  }

  @Test
  void onlyOneQuestionIsOpenAtATime(Vertx vertx) {
    answer = Promise.<Boolean>promise().future();
    Promise<Void> renewed = Promise.promise();
    vertx.runOnContext(start -> {
      lease.start();
      vertx.setTimer(
          Lease.RENEW_AFTER.toMillis(), // set after the lease's, it ends after it
          after -> renewed.complete());
    });
    await(renewed.future());
    assertThat(asked).hasSize(1);
  }
}
