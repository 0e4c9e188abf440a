package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.config.AppConfig;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The times at which old orders are folded, and the sizes of the slices. */
@ExtendWith(VertxExtension.class)
class OrderFolderTest {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile boolean leased = true;
  private volatile Throwable fault;
  private volatile Instant now = Instant.parse("2026-01-05T23:59:59Z");

  /** Leases only. */
  private final OrderStore store = (OrderStore) Proxy.newProxyInstance(
      OrderStore.class.getClassLoader(),
      new Class<?>[] {OrderStore.class},
      (proxy, method, arguments) -> answer(method, arguments));

  /** A store of three slices to fold, one to forget, and pages to give back twice. */
  private final RetentionStore retention = (RetentionStore) Proxy.newProxyInstance(
      OrderStore.class.getClassLoader(),
      new Class<?>[] {RetentionStore.class},
      (proxy, method, arguments) -> answer(method, arguments));

  private final Clock clock = new Clock() {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  };

  private Future<?> answer(Method method, Object[] arguments) {
    if (method.getName().equals("lease")) {
      asked.incrementAndGet();
      return Future.succeededFuture(leased);
    }
    if (method.getName().equals("shrink")) {
      calls.add("shrink");
      boolean first = calls.stream().filter("shrink"::equals).count() % 2 == 1;
      return Future.succeededFuture(first);
    }
    Slice slice = (Slice) arguments[0];
    calls.add(method.getName() + " " + slice.after().first() + " " + arguments[1]);
    if (fault != null) {
      return Future.failedFuture(fault);
    }
    if (method.getName().equals("forget")) {
      return Future.succeededFuture(new Outcome(Cursor.START, 2, true));
    }
    String at = slice.after().first() + "x";
    return Future.succeededFuture(new Outcome(new Cursor(at, ""), 5, at.length() == 3));
  }

  private OrderFolder folder(Vertx vertx, int keepDays, int rememberDays) {
    Lease lease = new Lease(vertx, store, "folder");
    AppConfig.Orders config = new AppConfig.Orders(100, 10, keepDays, rememberDays);
    return new OrderFolder(vertx, lease, retention, config, clock);
  }

  private void awaitCalls(String... expected) {
    Await.until("the calls", () -> calls, made -> made.size() >= expected.length);
    assertThat(calls).containsExactly(expected);
  }

  @Test
  void aPassGoesSliceBySliceThroughTheStoreAndIsDoneOnceADay(Vertx vertx) {
    OrderFolder folder = folder(vertx, 30, 90);
    try (LogCapture log = new LogCapture()) {
      vertx.runOnContext(go -> folder.start());
      String[] pass = {"fold  30", "fold x 30", "fold xx 30", "forget  90", "shrink", "shrink"};
      awaitCalls(pass);
      Await.until("it is said", () -> log.messages().stream()
          .anyMatch(
              line -> line.contains("folded 15 orders older than 30 days, and forgot 2 ids")));
      calls.clear();
      now = Instant.parse("2026-01-06T00:00:00Z");
      awaitCalls(pass);
    }
    Await.await(folder.stop());
  }

  @Test
  void idsThatAreKnownForEverAreNotForgotten(Vertx vertx) {
    OrderFolder folder = folder(vertx, 30, 0);
    vertx.runOnContext(go -> folder.start());
    awaitCalls("fold  30", "fold x 30", "fold xx 30", "shrink", "shrink");
    Await.await(folder.stop());
  }

  @Test
  void whereOrdersAreKeptForEverOrAnotherNodeFoldsNothingIsDone(Vertx vertx) {
    OrderFolder never = folder(vertx, 0, 0);
    never.start();
    assertThat(asked).hasValue(0);
    leased = false;
    OrderFolder other = folder(vertx, 30, 0);
    Promise<Integer> askedAtItsFirstLook = Promise.promise();
    vertx.runOnContext(go -> {
      other.start();
      vertx.setTimer(2, behindIt -> askedAtItsFirstLook.complete(asked.get()));
    });
    assertThat(Await.await(askedAtItsFirstLook.future())).isEqualTo(1);
    assertThat(calls).isEmpty();
    Await.await(never.stop());
    Await.await(other.stop());
  }

  @Test
  void aFailureIsSaidAndDoesNotEndIt(Vertx vertx) {
    fault = new StoreException("the disk is full", null);
    OrderFolder folder = folder(vertx, 30, 0);
    try (LogCapture log = new LogCapture()) {
      vertx.runOnContext(go -> folder.start());
      Await.until("it is said", () -> log.messages().stream()
          .anyMatch(line ->
              line.contains("cannot be folded now (the disk is full)") && line.contains("30 s")));
    }
    assertThat(calls).containsExactly("fold  30");
    Await.await(folder.stop());
  }

  @Test
  void slicesGrowWhileTheyAreQuickAndShrinkWhenOrdersWait() {
    assertThat(OrderFolder.nextRows(100, Duration.ofMillis(1))).isEqualTo(200);
    assertThat(OrderFolder.nextRows(100, Duration.ofMillis(10))).isEqualTo(100);
    assertThat(OrderFolder.nextRows(100, Duration.ofMillis(21))).isEqualTo(50);
    assertThat(OrderFolder.nextRows(OrderFolder.MIN_ROWS, Duration.ofSeconds(1)))
        .isEqualTo(OrderFolder.MIN_ROWS);
    assertThat(OrderFolder.nextRows(OrderFolder.MAX_ROWS, Duration.ZERO))
        .isEqualTo(OrderFolder.MAX_ROWS);
  }
}
