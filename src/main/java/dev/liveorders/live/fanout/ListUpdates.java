package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.ListFeed;
import dev.liveorders.log.RepeatedLine;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pace in which watched lists are made anew. After a quiet time that is at once. The next time is after 10 × the
 * time that making them took, so that it takes a tenth of the loop, but not before 500 ms and not after 2 s: the
 * first time after a start is slow, and says nothing of the next. It yields to the loop in slices. Nothing is made
 * while the board stands still, or nobody watches. Confined to the event loop of its {@link Hub}.
 */
final class ListUpdates {
  private static final Logger log = LoggerFactory.getLogger(ListUpdates.class);
  private static final long INTERVAL_NANOS = Duration.ofMillis(500).toNanos();
  private static final long SLICE_NANOS = Duration.ofMillis(5).toNanos();
  private static final int PAUSE_FACTOR = 10;
  private static final long MAX_PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Vertx vertx;
  private final EventLoop loop;
  private final Subscriptions subscriptions;
  private final FlushScheduler flushes;
  private final Queue<ListFeed> waiting = new ArrayDeque<>();
  private final RepeatedLine failures = new RepeatedLine(log::error);
  private Board board;
  private long earliest = System.nanoTime();
  private long started;
  private long spent;
  private boolean scheduled;

  ListUpdates(Vertx vertx, Subscriptions subscriptions, FlushScheduler flushes) {
    this.vertx = vertx;
    this.loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    this.subscriptions = subscriptions;
    this.flushes = flushes;
  }

  /** Turns to another board. */
  void onBoard(Board other) {
    board = other;
    waiting.clear();
  }

  /** Makes the lists anew that a commit may have changed, now if it may and otherwise as soon as it may. */
  void onApplied(Board moved) {
    assert loop.inEventLoop();
    board = moved;
    if (scheduled || !board.lists().anyFollowed()) {
      return;
    }
    scheduled = true;
    long delay = earliest - System.nanoTime();
    if (delay <= 0) {
      begin();
    } else {
      vertx.setTimer(1 + TimeUnit.NANOSECONDS.toMillis(delay), timer -> begin());
    }
  }

  /** Makes lists anew that were behind when their first watcher came, where no commit has since. */
  void catchUp() {
    if (board != null && board.lists().anyBehind()) {
      onApplied(board);
    }
  }

  private void begin() {
    started = System.nanoTime();
    spent = 0;
    waiting.addAll(board.lists().followed());
    makeSlice();
  }

  private void makeSlice() {
    long from = System.nanoTime();
    while (!waiting.isEmpty() && System.nanoTime() - from < SLICE_NANOS) {
      make(waiting.poll());
    }
    spent += System.nanoTime() - from;
    flushes.flush();
    if (waiting.isEmpty()) {
      end();
    } else {
      loop.schedule(this::makeSlice, 0, TimeUnit.NANOSECONDS);
    }
  }

  private void make(ListFeed list) {
    WatchedFeed watched = subscriptions.watched(list);
    try {
      if (watched != null && board.lists().refresh(list)) {
        watched.forgetSnapshots();
        flushes.changed(watched);
        subscriptions.meters().onChange();
      }
    } catch (RuntimeException failure) {
      failures.write("a list could not be made, and is made again after the next change", failure);
    }
  }

  private void end() {
    earliest = started + pause(spent);
    scheduled = false;
    catchUp();
  }

  /** Returns the nanoseconds from one time to the next, of the nanoseconds that making all lists took. */
  static long pause(long spent) {
    return Math.min(Math.max(INTERVAL_NANOS, PAUSE_FACTOR * spent), MAX_PAUSE_NANOS);
  }
}
