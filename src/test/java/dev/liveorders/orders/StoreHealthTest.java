package dev.liveorders.orders;

import static dev.liveorders.model.Rejection.STORE_AWAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.LogCapture;
import dev.liveorders.metrics.OrdersMeters;
import dev.liveorders.model.RejectedException;
import dev.liveorders.model.Rejection;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreHealthTest {
  private static final Duration QUIET = Duration.ofMillis(2_000);
  private static final Future<String> WORKS = Future.succeededFuture("done");
  private static final Future<String> FAILS =
      Future.failedFuture(new StoreException("the disk is full", null));

  private final List<Boolean> changes = new ArrayList<>();
  private final List<String> measured = new ArrayList<>();
  private long now = 42;
  private final StoreHealth health = new StoreHealth(changes::add, meters(), () -> now);

  private OrdersMeters meters() {
    return (OrdersMeters) Proxy.newProxyInstance(
        OrdersMeters.class.getClassLoader(),
        new Class<?>[] {OrdersMeters.class},
        (proxy, method, arguments) -> {
          measured.add(method.getName() + " " + arguments[0]);
          return null;
        });
  }

  @Test
  void metersCountEachErrorAndEachChange() {
    health.writing(FAILS);
    health.reading(FAILS);
    health.late(QUIET);
    health.writing(WORKS);

    assertThat(measured)
        .containsExactly(
            "onStoreError WRITE",
            "onTakesOrders false",
            "onStoreError READ",
            "onStoreError READ",
            "onTakesOrders true");
  }

  @Test
  void eachChangeIsToldOnce() {
    health.writing(FAILS);
    health.writing(FAILS);
    assertThat(health.takesOrders()).isFalse();
    assertThat(changes).containsExactly(false);

    health.writing(WORKS);
    health.writing(WORKS);
    assertThat(health.takesOrders()).isTrue();
    assertThat(changes).containsExactly(false, true);
  }

  @Test
  void aStoreThatIsReadMayStillNotBeWritten() {
    health.writing(FAILS);
    health.reading(WORKS);
    assertThat(health.takesOrders()).isFalse();

    health.reading(FAILS);
    health.writing(WORKS);
    assertThat(health.takesOrders()).as("what is written can be read").isTrue();
  }

  @Test
  void aReadThatFailsOrIsLateStopsOrdersUntilOneSucceeds() {
    health.reading(FAILS);
    health.reading(WORKS);
    health.late(Duration.ofMillis(2_500));
    health.reading(WORKS);

    assertThat(changes).containsExactly(false, true, false, true);
  }

  @Test
  void theLogSaysWhyAndWhenItIsOver() throws Exception {
    try (LogCapture log = new LogCapture()) {
      health.late(Duration.ofMillis(2_500));
      health.late(Duration.ofMillis(2_500));
      assertThat(log.messages()).hasSize(1);
      health.reading(WORKS);

      assertThat(log.messages())
          .satisfiesExactly(
              failed -> assertThat(failed).contains("503").endsWith("not answered for 2500 ms"),
              back -> assertThat(back).contains("is available"));
    }
  }

  /** A lock that another program has makes the store silent first, and fails what waits for it later. */
  @Test
  void theReasonOfASilenceIsLoggedOnceItIsKnown() throws Exception {
    try (LogCapture log = new LogCapture()) {
      health.late(Duration.ofMillis(2_500));
      health.writing(FAILS);
      health.writing(FAILS);
      health.reading(WORKS);
      health.late(Duration.ofMillis(2_500));

      assertThat(log.messages())
          .satisfiesExactly(
              silent -> assertThat(silent).endsWith("not answered for 2500 ms"),
              reason -> assertThat(reason).contains("still", "503").endsWith("the disk is full"));
    }
  }

  @Test
  void itIsUnsureAfterAFailureOrASilence() {
    now += QUIET.toNanos();
    assertThat(health.isUnsure(QUIET)).isFalse();
    now++;
    assertThat(health.isUnsure(QUIET)).as("since it began").isTrue();
    health.writing(WORKS);
    assertThat(health.isUnsure(QUIET)).isFalse();
    health.writing(FAILS);
    assertThat(health.isUnsure(QUIET)).isTrue();
    now += QUIET.toNanos();
    health.writing(WORKS);
    now += QUIET.toNanos();
    assertThat(health.isUnsure(QUIET)).isFalse();
    now++;
    assertThat(health.isUnsure(QUIET)).as("since it was written to").isTrue();
  }

  @Test
  void answersPassUnchanged() {
    assertThat(health.reading(WORKS).result()).isEqualTo("done");
    assertThat(health.writing(WORKS).result()).isEqualTo("done");
  }

  @Test
  void aFailureTellsWhetherARetryIsSafe() {
    assertThat(health.writing(FAILS).cause())
        .isInstanceOfSatisfying(RejectedException.class, known -> {
          assertThat(known.rejection()).isEqualTo(STORE_AWAY);
          assertThat(known).hasMessageContaining("a retry is safe").hasCause(FAILS.cause());
        });
    StoreException lost = new StoreException("the connection was cut", null, false);
    assertThat(health.writing(Future.failedFuture(lost)).cause())
        .hasMessageContaining(Rejection.UNKNOWN_OUTCOME);
  }

  @Test
  void whatTheStoreRejectsIsNoFailureOfIt() {
    RejectedException rejected = new RejectedException(Rejection.QUEUE_FULL, "too many");

    assertThat(health.writing(Future.failedFuture(rejected)).cause()).isSameAs(rejected);
    assertThat(health.takesOrders()).isTrue();
    assertThat(changes).isEmpty();
  }
}
