package dev.liveorders.live;

import io.netty.buffer.ByteBuf;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.util.Arrays;

/**
 * The flush of a feed: what changed in (from, to] is encoded once for each dialect and written to every watcher that has
 * seen all up to {@code from}. One object for each feed, used again and again. Confined to the event loop of its board.
 */
final class Flush {
  private final Feed feed;
  private final ByteBuf[] frames = new ByteBuf[Dialect.values().length];
  private long from;
  private long to;
  private int next = -1;

  /** Whether the feed waits for its turn to be flushed. */
  boolean queued;

  /**
   * @param to the position of the board when the feed was made: nobody in it can be behind that
   */
  Flush(Feed feed, long to) {
    this.feed = feed;
    this.to = to;
  }

  /** Where the feed has been flushed to, or is being flushed to. */
  long to() {
    return to;
  }

  /** Nobody watches now, so nobody is behind {@code position}. */
  void skipTo(long position) {
    if (isOver()) {
      to = position;
    }
  }

  /** Begins a flush that brings the feed's watchers to {@code position}. */
  void begin(long position) {
    from = to;
    to = position;
    next = feed.watchers().size() - 1;
  }

  /**
   * Serves up to {@code most} watchers, from the last to the first (see {@link Watchers}).
   *
   * @return how many of {@code most} are left
   */
  int serve(int most) {
    int left = most;
    next = Math.min(next, feed.watchers().size() - 1);
    while (next >= 0 && left > 0) {
      serve(feed.watchers().get(next));
      left--;
      next = Math.min(next - 1, feed.watchers().size() - 1);
    }
    if (next < 0) {
      end();
    }
    return left;
  }

  boolean isOver() {
    return next < 0;
  }

  private void serve(Watcher watcher) {
    if (watcher.position >= to || !watcher.isWritable()) {
      return; // it joined meanwhile, or waits for its socket to drain
    }
    if (watcher.position < from) {
      catchUp(watcher);
      return;
    }
    ByteBuf frame = frame(watcher.dialect());
    watcher.position = to;
    watcher.writeShared(frame);
  }

  /** Brings one watcher to where the feed is, from where it is. */
  void catchUp(Watcher watcher) {
    long since = watcher.position;
    watcher.position = to; // already, as a socket that drains at once asks what it missed
    try {
      if (since == Watcher.SHOWN_NOTHING) {
        watcher.dialect().showAll(watcher, feed, to);
      } else {
        watcher.write(watcher.dialect().update(feed, since, to));
      }
    } catch (RuntimeException | OutOfDirectMemoryError trouble) {
      watcher.position = since;
      throw trouble;
    }
  }

  private ByteBuf frame(Dialect dialect) {
    ByteBuf frame = frames[dialect.ordinal()];
    if (frame == null) {
      frame = dialect.update(feed, from, to);
      frames[dialect.ordinal()] = frame;
    }
    return frame;
  }

  private void end() {
    for (ByteBuf frame : frames) {
      if (frame != null) {
        frame.release();
      }
    }
    Arrays.fill(frames, null);
  }

  /** Stops a flush under way. */
  void discard() {
    next = -1;
    end();
  }
}
