package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.log.RepeatedLine;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.internal.OutOfDirectMemoryError;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The news that details of products or categories have changed. Each format has one message, which all watchers of a
 * hub share, at most twice a second. A watcher that takes nothing now is told within a second after it does. Yields to
 * the loop in slices. Confined to the event loop of its {@link Hub}.
 */
final class DetailsNews {
  private static final Logger log = LoggerFactory.getLogger(DetailsNews.class);
  private static final long INTERVAL_MILLIS = 500;

  private final Vertx vertx;
  private final EventLoop loop;
  private final WatcherSet watchers;
  private final int slice;
  private final ByteBuf[] messages = new ByteBuf[WireFormat.values().length];
  private final RepeatedLine failures = new RepeatedLine(log::error);
  private boolean hasShownBoard;

  /** The last change of details on the board of now. */
  private long known;

  private long seq;
  private long told;
  private long earliest = Hub.now();
  private int next = -1;
  private boolean scheduled;
  private boolean anyOwed;

  /**
   * @param watchers all of the hub
   * @param slice    how many watchers are told before others get the loop
   */
  DetailsNews(Vertx vertx, WatcherSet watchers, int slice) {
    this.vertx = vertx;
    this.loop = ((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop();
    this.watchers = watchers;
    this.slice = slice;
  }

  /** Tells all watchers of a board that replaces another; the first one is no news. */
  void onBoard(Board board) {
    if (hasShownBoard) {
      changed(board.seq()); // by a commit that the board before may have missed
    }
    hasShownBoard = true;
    known = board.detailsSeq();
  }

  /** Tells all watchers when a commit that was applied has changed details. */
  void onApplied(Board board) {
    if (board.detailsSeq() > known) {
      known = board.detailsSeq();
      changed(known);
    }
  }

  /** Lets a watcher that comes back be told of what has changed since it left, as far as the board has seen that. */
  void onAdmitted(Watcher watcher, Subscription subscription, Board board) {
    boolean missedSome = subscription
        .seen()
        .filter(seen -> seen.epoch().equals(board.epoch()) && seen.seq() < board.detailsSeq())
        .isPresent();
    if (missedSome) {
      owe(watcher);
    }
  }

  /**
   * Tells all watchers that details have changed up to commit {@code at}, now if it may and otherwise as soon as it
   * may.
   */
  private void changed(long at) {
    assert loop.inEventLoop();
    seq = at;
    if (scheduled) {
      return;
    }
    scheduled = true;
    long delay = earliest - Hub.now();
    if (delay <= 0) {
      begin();
    } else {
      vertx.setTimer(delay, timer -> begin());
    }
  }

  /** Lets a watcher be told within a second. */
  private void owe(Watcher watcher) {
    watcher.oweDetails(true);
    anyOwed = true;
  }

  private void begin() {
    earliest = Hub.now() + INTERVAL_MILLIS;
    told = seq;
    next = watchers.size() - 1;
    tellSlice();
  }

  /** Tells watchers from the last to the first (see {@link WatcherSet}). */
  private void tellSlice() {
    next = Math.min(next, watchers.size() - 1);
    for (int left = slice; next >= 0 && left > 0; left--) {
      tell(watchers.get(next));
      next = Math.min(next - 1, watchers.size() - 1);
    }
    if (next >= 0) {
      loop.schedule(this::tellSlice, 0, TimeUnit.NANOSECONDS);
      return;
    }
    releaseMessages();
    scheduled = false;
    if (seq != told) {
      changed(seq);
    }
  }

  /** Tells the watchers that could not be told before. */
  void tellOwed() {
    assert loop.inEventLoop();
    if (!anyOwed || scheduled) {
      return; // a walk tells many of them, and the rest are told next time
    }
    anyOwed = false;
    for (int i = watchers.size() - 1; i >= 0; i = Math.min(i, watchers.size()) - 1) {
      if (watchers.get(i).isOwedDetails()) {
        tell(watchers.get(i));
      }
    }
    releaseMessages();
  }

  private void tell(Watcher watcher) {
    if (watcher.isClosing()) {
      return;
    }
    if (!watcher.isWritable() || !watcher.isShown()) {
      owe(watcher);
      return;
    }
    try {
      ByteBuf message = message(watcher.format());
      watcher.oweDetails(false);
      if (message.isReadable()) {
        watcher.tell(message);
      }
    } catch (OutOfDirectMemoryError shortage) {
      owe(watcher);
      failures.write("a watcher is told later that details changed", shortage);
    }
  }

  private ByteBuf message(WireFormat format) {
    ByteBuf message = messages[format.ordinal()];
    if (message == null) {
      message = format.details(seq);
      messages[format.ordinal()] = message;
    }
    return message;
  }

  private void releaseMessages() {
    for (ByteBuf message : messages) {
      if (message != null) {
        message.release();
      }
    }
    Arrays.fill(messages, null);
  }

  /** Ends what goes on. */
  void discard() {
    next = -1;
    releaseMessages();
  }
}
