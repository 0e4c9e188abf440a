package dev.liveorders.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.MovedClock;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sale;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import dev.liveorders.model.Window;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** A store and its node, whose clocks a test moves, and the ticks that the node asks for. */
final class TickedShop {
  private static final Epoch EPOCH = new Epoch("b7b7b7b7b7b7b7b7");
  private static final ProductId A1 = new ProductId("A1");
  private static final int MAX_LOOKS = 300_000;

  final MovedClock own = new MovedClock(Instant.parse("2026-11-28T12:00:20Z"), ZoneOffset.UTC);

  /** What the store was asked for, and when it made a commit of that, by the node's clock. */
  final List<Long> asked = new ArrayList<>();

  final List<Instant> ticks = new ArrayList<>();
  Duration storeAhead = Duration.ZERO;
  boolean holdsLease = true;
  boolean storeIsUnavailable;
  boolean busIsSilent;
  private final Timeline timeline = new Timeline();
  private final WindowTicker ticker;
  private long at;
  private long seq = 1;

  /** The one timer of a ticker, which the clock of the test moves. */
  private final class Timeline implements Alarm {
    private Runnable then;
    private Instant due;

    @Override
    public void set(long millis, Runnable next) {
      due = own.instant().plusMillis(Math.max(1, millis));
      then = next;
    }

    @Override
    public void cancel() {
      then = null;
    }
  }

  TickedShop(Window... windows) {
    ticker = ticker(this::tick, windows);
  }

  /** The same with a store that answers as the test wants it. */
  TickedShop(LongFunction<Future<Long>> store, Window... windows) {
    ticker = ticker(
        due -> {
          asked.add(due);
          return store.apply(due);
        },
        windows);
  }

  private WindowTicker ticker(LongFunction<Future<Long>> store, Window... windows) {
    EnumSet<Window> some = EnumSet.noneOf(Window.class);
    some.addAll(List.of(windows));
    StoreClock clock = new StoreClock(own, () -> own.millis() * 1_000_000);
    return new WindowTicker(
        clock,
        new SoldSteps(some, EnumSet.noneOf(Window.class)),
        () -> holdsLease,
        store,
        timeline);
  }

  /** Begins with a shop that sold nothing. */
  TickedShop start() {
    at = storeNow();
    Sales.History nothing = new Sales.History(ZoneOffset.UTC, SalesHistory.NONE, Map.of());
    ticker.follow(
        new Commit(EPOCH, 0, seq, List.of(), List.of(), List.of()).with(Sales.of(at, nothing)));
    ticker.start();
    return this;
  }

  void stop() {
    ticker.stop();
  }

  /** As a store does. */
  private Future<Long> tick(long due) {
    asked.add(due);
    if (storeIsUnavailable) {
      return Future.failedFuture("unavailable");
    }
    long now = Math.max(at, storeNow());
    if (at < due && now >= due) {
      ticks.add(own.instant());
      commit(now, List.of());
    }
    return Future.succeededFuture(now);
  }

  long storeNow() {
    return own.instant().plus(storeAhead).toEpochMilli();
  }

  private void commit(long time, List<Sale> added) {
    at = time;
    Commit commit = Commit.ofTotals(EPOCH, ++seq, List.of()).with(Sales.added(at, added));
    if (!busIsSilent) {
      ticker.follow(commit);
    }
  }

  void order() {
    order(Duration.ZERO);
  }

  /** Orders what was placed some time ago. */
  void order(Duration ago) {
    long placed = storeNow() - ago.toMillis();
    commit(Math.max(at, storeNow()), List.of(new Sale(A1, (int) (placed / 60_000), 1, 1)));
  }

  /** Lets time pass, and has done what is due at its time. */
  void pass(Duration time) {
    Instant end = own.instant().plus(time);
    for (int looks = 0; timeline.then != null && !timeline.due.isAfter(end); looks++) {
      assertThat(looks).as("looks at the clock").isLessThan(MAX_LOOKS);
      Runnable next = timeline.then;
      timeline.then = null;
      own.move(Duration.between(own.instant(), timeline.due));
      next.run();
    }
    own.move(Duration.between(own.instant(), end));
  }
}
