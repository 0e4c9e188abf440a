package dev.liveorders.orders;

import dev.liveorders.metrics.GapFill;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Position;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Puts the commits of all nodes in order. The bus is a hint, the store is the truth: what the bus lost, or brings too
 * late, is read from the store. Delivers a sequence without a gap. Confined to the event loop of its verticle.
 */
final class CommitFollower {
  /** Commits kept while one before them is missing; what comes beyond that is read. */
  static final int MAX_EARLY = 1_000;

  static final Duration RETRY_DELAY = Duration.ofMillis(250);

  private final Vertx vertx;
  private final Duration gap;
  private final Function<Position, Future<Commit>> changesSince;
  private final Consumer<Commit> deliver;

  /** Commits that came before one they follow on, by their {@code from}. */
  private final TreeMap<Long, Commit> early = new TreeMap<>();

  private Position position;

  /** The newest known position of the store. Commits up to it that the bus does not bring are read. */
  private long known;

  private Consumer<GapFill> filled = how -> {};
  private boolean reading;
  private boolean waiting;
  private boolean stopped;

  /**
   * @param gap          how long a missing commit may be late
   * @param changesSince reads from the store what changed after a position; everything, when the store has another
   *     epoch
   * @param deliver      is given every commit, in order
   */
  CommitFollower(
      Vertx vertx,
      Position start,
      Duration gap,
      Function<Position, Future<Commit>> changesSince,
      Consumer<Commit> deliver) {
    this.vertx = vertx;
    this.position = start;
    this.gap = gap;
    this.changesSince = changesSince;
    this.deliver = deliver;
  }

  /** Has somebody told how each gap was filled. */
  void whenFilled(Consumer<GapFill> told) {
    filled = told;
  }

  Position position() {
    return position;
  }

  /** Tells whether a commit is missing before one that has arrived. */
  boolean hasGap() {
    return !early.isEmpty();
  }

  /** A commit was made somewhere. */
  void onCommit(Commit commit) {
    boolean gap = hasGap();
    take(commit);
    if (gap && !hasGap()) {
      filled.accept(GapFill.LATE);
    }
  }

  private void take(Commit commit) {
    if (!commit.epoch().equals(position.epoch()) || commit.to() <= position.seq()) {
      return;
    }
    if (commit.from() <= position.seq()) {
      advance(commit);
      deliverEarly();
    } else {
      early.merge(commit.from(), commit, (one, other) -> one.to() >= other.to() ? one : other);
      if (early.size() > MAX_EARLY) {
        early.pollLastEntry();
      }
      waitForGap();
    }
  }

  /** The store has come to {@code seq}. */
  void onStoreAt(long seq) {
    known = Math.max(known, seq);
    if (isBehind()) {
      waitForGap();
    }
  }

  /** The store has another epoch: everything is read, and takes the place of all that was delivered. */
  void startAnew() {
    read();
  }

  void stop() {
    stopped = true;
  }

  private boolean isBehind() {
    return !early.isEmpty() || known > position.seq();
  }

  private void advance(Commit commit) {
    position = commit.position();
    deliver.accept(commit);
  }

  private void deliverEarly() {
    for (Map.Entry<Long, Commit> next = early.firstEntry();
        next != null && next.getKey() <= position.seq();
        next = early.firstEntry()) {
      early.pollFirstEntry();
      if (next.getValue().to() > position.seq()) {
        advance(next.getValue());
      }
    }
  }

  private void waitForGap() {
    if (!reading) {
      readLater(gap, this::isBehind);
    }
  }

  /** One timer at a time. */
  private void readLater(Duration delay, BooleanSupplier stillNeeded) {
    if (waiting) {
      return;
    }
    waiting = true;
    vertx.setTimer(Math.max(1, delay.toMillis()), late -> {
      waiting = false;
      if (stillNeeded.getAsBoolean()) {
        read();
      }
    });
  }

  /** One read at a time: what is missed meanwhile is in the next. */
  private void read() {
    if (reading || stopped) {
      return;
    }
    reading = true;
    long asked = known;
    changesSince.apply(position).onComplete(result -> {
      reading = false;
      if (result.failed()) {
        readLater(RETRY_DELAY, () -> true);
        return;
      }
      boolean gap = isBehind();
      boolean samePast = result.result().epoch().equals(position.epoch());
      if (known == asked || !samePast) {
        known = 0; // what was read is younger
      }
      if (samePast) {
        long before = position.seq();
        take(result.result());
        if (gap && position.seq() > before) {
          filled.accept(GapFill.STORE);
        }
      } else {
        early.clear();
        advance(result.result());
      }
      if (isBehind()) {
        waitForGap();
      }
    });
  }
}
