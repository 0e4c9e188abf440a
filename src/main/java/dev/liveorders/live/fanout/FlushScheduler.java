package dev.liveorders.live.fanout;

import dev.liveorders.log.RepeatedLine;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.netty.ReadySockets;
import dev.liveorders.trace.Spans;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.internal.OutOfDirectMemoryError;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order and the pace in which feeds are flushed. An idle feed is flushed at once. The next flush starts after
 * the interval, or what {@link FlushShare} says if that is longer. Changes gather meanwhile. With an interval of 0 it
 * starts at once. A flush yields to the loop in slices, and feeds take turns in it. Confined to the event loop of its
 * {@link Hub}.
 */
final class FlushScheduler {
  private static final Logger log = LoggerFactory.getLogger(FlushScheduler.class);

  /** The pause after a flush that failed. */
  private static final Duration RETRY_DELAY = Duration.ofMillis(100);

  /** A slice that took longer did not write all the time: its process stood still, and there is nothing to make up for. */
  private static final long MAX_SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final Vertx vertx;
  private final ContextInternal context;
  private final EventLoop loop;
  private final LongSupplier position;
  private final long intervalNanos;
  private final int slice;
  private final FanoutMeters meters;
  private final LongSupplier clock;
  private final Queue<WatchedFeed> waiting = new ArrayDeque<>();
  private final List<WatchedFeed> flushing = new ArrayList<>();
  private final FlushShare share;
  private final RepeatedLine failures = new RepeatedLine(log::error);
  private long earliest;
  private long started;
  private long spent;
  private boolean scheduled;
  private Spans.Span span = Spans.none();

  /** The position up to which flushes have begun. */
  private long begun;

  /**
   * @param position the position of the board
   * @param slice    how many watchers are served before others get the loop
   */
  FlushScheduler(
      Vertx vertx, LongSupplier position, Duration interval, int slice, FanoutMeters meters) {
    this(
        vertx,
        position,
        interval,
        slice,
        meters,
        System::nanoTime,
        ReadySockets.ofThisLoop()::wereMany);
  }

  /**
   * The same with another clock and another loop.
   *
   * @param clock      as {@code System.nanoTime}
   * @param othersWait whether the loop has not kept up with its sockets since this was asked last
   */
  FlushScheduler(
      Vertx vertx,
      LongSupplier position,
      Duration interval,
      int slice,
      FanoutMeters meters,
      LongSupplier clock,
      BooleanSupplier othersWait) {
    this.meters = meters;
    this.clock = clock;
    this.earliest = clock.getAsLong();
    this.vertx = vertx;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    this.loop = context.nettyEventLoop();
    this.position = position;
    this.intervalNanos = interval.toNanos();
    this.slice = slice;
    this.share = new FlushShare(othersWait);
  }

  /** Notes that something changed in {@code feed}. */
  void changed(WatchedFeed feed) {
    if (feed.flush().enqueue()) {
      waiting.add(feed);
    }
  }

  /** Shows a watcher what flushes have passed it by with; later, while direct memory is short. */
  void catchUp(Watcher watcher) {
    if (watcher.isBehind()) {
      try {
        watcher.feed().flush().catchUp(watcher);
      } catch (OutOfDirectMemoryError shortage) {
        changed(watcher.feed());
        earliest = Math.max(earliest, clock.getAsLong() + RETRY_DELAY.toNanos());
        flush();
      }
    }
  }

  /** Flushes the feeds that changed, now if it may and otherwise as soon as it may. */
  void flush() {
    assert loop.inEventLoop();
    if (scheduled || waiting.isEmpty()) {
      return;
    }
    scheduled = true;
    long delay = earliest - clock.getAsLong();
    if (delay <= 0) {
      begin();
    } else {
      vertx.setTimer(Math.max(1, (delay + 500_000) / 1_000_000), timer -> begin());
    }
  }

  private void begin() {
    started = clock.getAsLong();
    spent = 0;
    share.adapt();
    meters.onFlush();
    long to = position.getAsLong();
    span = Spans.flush(begun, to);
    begun = to;
    for (WatchedFeed feed = waiting.poll(); feed != null; feed = waiting.poll()) {
      feed.flush().begin(to);
      flushing.add(feed);
    }
    serveSlice();
  }

  private void serveSlice() {
    long from = clock.getAsLong();
    meters.onSlice();
    try {
      serveFeeds();
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      logFailure(failure);
      span.end(failure);
      retryLater();
      return;
    } catch (Error fatal) {
      retryLater(); // should the process go on
      throw fatal;
    }
    long now = clock.getAsLong();
    spent += Math.min(now - from, MAX_SLICE_NANOS);
    meters.onSliceWritten(now);
    if (flushing.isEmpty()) {
      end();
    } else {
      // a task would run before anything is read again, a timer runs after
      loop.schedule(this::serveSlice, 0, TimeUnit.NANOSECONDS).addListener(this::reportError);
    }
  }

  /** Passes on what a slice has thrown, which a scheduled task keeps to itself. */
  private void reportError(Future<?> slice) {
    if (!slice.isSuccess()) {
      context.reportException(slice.cause());
    }
  }

  private void serveFeeds() {
    int share = Math.max(1, slice / Math.max(1, flushing.size()));
    int left = slice;
    for (int i = 0; i < flushing.size() && left > 0; i++) {
      int max = Math.min(share, left);
      left -= max - flushing.get(i).flush().serve(max);
    }
    flushing.removeIf(feed -> feed.flush().isOver());
  }

  private void logFailure(Throwable failure) {
    failures.write("a flush failed, and is made again", failure);
  }

  /** Direct memory may be short for a moment: watchers that were not served are served by the next flush. */
  private void retryLater() {
    flushing.forEach(feed -> feed.flush().discard());
    flushing.forEach(this::changed);
    flushing.clear();
    earliest = clock.getAsLong() + RETRY_DELAY.toNanos();
    scheduled = false;
    flush();
  }

  private void end() {
    span.end(null);
    meters.onFlushed(spent);
    earliest = started + pause();
    scheduled = false;
    flush();
  }

  private long pause() {
    return intervalNanos == 0 ? 0 : Math.max(intervalNanos, share.pause(spent));
  }

  /** Forgets every flush, as the board is another one. */
  void reset() {
    waiting.clear();
    flushing.forEach(feed -> feed.flush().discard());
  }
}
