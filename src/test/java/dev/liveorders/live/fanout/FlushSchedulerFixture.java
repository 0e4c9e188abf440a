package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.CONFECTIONERY;
import static dev.liveorders.live.board.Commits.ELECTRONICS;
import static dev.liveorders.live.board.Commits.totals;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.FakeTimers;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Total;
import io.netty.util.internal.OutOfDirectMemoryError;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;

/** A scheduler with two feeds on a real event loop, by a clock that the test moves. */
abstract class FlushSchedulerFixture {
  static final Duration INTERVAL = Duration.ofMillis(200);
  static final Duration RETRY_DELAY = Duration.ofMillis(100);

  private final Vertx vertx = Vertx.vertx();
  final Context loop = vertx.getOrCreateContext();
  final FakeTimers timers = new FakeTimers(vertx);
  final Board board = Commits.board();
  final WatchedFeed electronics = feed(ELECTRONICS);
  final WatchedFeed confectionery = feed(CONFECTIONERY);
  final RecordingWatcher watcher = new RecordingWatcher();
  final List<String> measured = new ArrayList<>();
  FlushScheduler flushes;
  boolean othersWait;

  private WatchedFeed feed(CategoryName category) {
    return new WatchedFeed(board.feed(category).orElseThrow(), board.seq(), FanoutMeters.NONE);
  }

  @AfterEach
  void close() {
    Await.await(vertx.close());
  }

  /** Begins on the event loop. The last watcher of a feed is served first. */
  final void begin(Duration interval, int slice, RecordingWatcher... ofElectronics) {
    onLoop(() -> {
      flushes = new FlushScheduler(
          timers.vertx(),
          board::seq,
          interval,
          slice,
          meters(),
          timers::nanoTime,
          () -> othersWait);
      for (RecordingWatcher each : ofElectronics) {
        join(electronics, each);
      }
    });
  }

  final void join(WatchedFeed feed, RecordingWatcher joining) {
    joining.subscribe(feed);
    feed.showAll(joining, board.seq());
    joining.writes = 0;
  }

  final List<RecordingWatcher> joinFive(WatchedFeed feed) {
    List<RecordingWatcher> five =
        Stream.generate(RecordingWatcher::new).limit(5).toList();
    five.forEach(each -> join(feed, each));
    return five;
  }

  static long served(List<RecordingWatcher> watchers) {
    return watchers.stream().filter(each -> each.writes > 0).count();
  }

  final void change(Total... changed) {
    board.apply(totals(board.seq() + 1, changed), feed -> {
      WatchedFeed watched = feed == electronics.feed() ? electronics : confectionery;
      watched.forgetSnapshots();
      flushes.changed(watched);
    });
    flushes.flush();
  }

  final void onLoop(Runnable turn) {
    Await.await(Future.future(over -> loop.runOnContext(begin -> {
      try {
        turn.run();
        over.complete();
      } catch (Throwable failure) {
        over.fail(failure);
      }
    })));
  }

  final void awaitOnLoop(BooleanSupplier condition) {
    Await.until("later slices", () -> {
      AtomicBoolean holds = new AtomicBoolean();
      onLoop(() -> holds.set(condition.getAsBoolean()));
      return holds.get();
    });
  }

  /** Notes everything but the moments. */
  private FanoutMeters meters() {
    return (FanoutMeters) Proxy.newProxyInstance(
        FanoutMeters.class.getClassLoader(),
        new Class<?>[] {FanoutMeters.class},
        (proxy, method, arguments) -> {
          boolean moment = method.getName().equals("onSliceWritten");
          assertThat(!moment || arguments[0].equals(timers.nanoTime())).isTrue();
          measured.add(
              method.getName() + (moment || arguments == null ? "" : Arrays.toString(arguments)));
          return null;
        });
  }

  /** Only Netty can make one. */
  static OutOfDirectMemoryError outOfDirectMemory() {
    try {
      Constructor<OutOfDirectMemoryError> constructor =
          OutOfDirectMemoryError.class.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return constructor.newInstance("of this test");
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
