package dev.liveorders.live.fanout;

import dev.liveorders.live.wire.WireFormat;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The flush of a feed: the changes in (from, to] are encoded once for each format. They are written to every watcher
 * that has seen all up to {@code from}. One object for each feed, used again and again. Confined to the event loop of
 * its {@link Hub}.
 */
final class FeedFlush {
  /** Bytes that are encoded in the time that it takes to write to one watcher. */
  private static final int ENCODED_BYTES = 1024;

  private final WatchedFeed feed;
  private final ByteBuf[] frames = new ByteBuf[WireFormat.values().length];
  private long from;
  private long to;
  private int next = -1;
  private boolean queued;

  /** Bytes that were encoded and are not yet charged to a slice. */
  private int encoded;

  /**
   * @param to the position of the board when the first watcher comes: none can be behind that
   */
  FeedFlush(WatchedFeed feed, long to) {
    this.feed = feed;
    this.to = to;
  }

  /** Returns the position that the feed has been flushed to, or is being flushed to. */
  long to() {
    return to;
  }

  /** Lets the feed wait for its turn; returns false when it waits already. */
  boolean enqueue() {
    boolean first = !queued;
    queued = true;
    return first;
  }

  /** Begins a flush that brings the feed's watchers to {@code position}. */
  void begin(long position) {
    assert isOver() : "a flush to " + to + " goes on";
    long reached = feed.feed().positionAt(position);
    assert reached >= to : "from " + to + " back to " + reached;
    queued = false;
    encoded = 0;
    from = to;
    to = reached;
    next = feed.watchers().size() - 1;
  }

  /**
   * Serves up to {@code max} watchers, from the last to the first (see {@link WatcherSet}). A large frame that has to
   * be encoded takes the time of many.
   *
   * @return how many of {@code max} are left; less than 0 when a large frame took more
   */
  int serve(int max) {
    WatcherSet watchers = feed.watchers();
    int left = max;
    next = Math.min(next, watchers.size() - 1);
    while (next >= 0 && left > 0) {
      serve(watchers.get(next));
      left -= 1 + encoded / ENCODED_BYTES;
      encoded = 0;
      next = Math.min(next - 1, watchers.size() - 1);
    }
    if (next < 0) {
      releaseFrames();
    }
    return left;
  }

  boolean isOver() {
    return next < 0;
  }

  private void serve(Watcher watcher) {
    long position = watcher.position();
    if (position >= to) {
      return; // it joined meanwhile
    }
    if (!watcher.isWritable()) {
      feed.meters().onPassedBy(); // until its socket drains
      return;
    }
    if (position < from || position < feed.feed().shownAnewAt()) {
      catchUp(watcher);
    } else {
      watcher.showShared(frame(watcher.format()), to);
    }
  }

  /** Brings one watcher to the position of the feed, from its own. */
  void catchUp(Watcher watcher) {
    if (feed.mustShowAll(watcher) || feed.hasMostlyChanged(watcher.position())) {
      feed.showAll(watcher, to);
    } else {
      ByteBuf update = watcher.format().update(feed.feed(), watcher.position(), to);
      onEncoded(update);
      watcher.show(update, to);
    }
  }

  /** Notes what was encoded while watchers are served. */
  void onEncoded(ByteBuf bytes) {
    encoded += bytes.readableBytes();
  }

  private ByteBuf frame(WireFormat format) {
    ByteBuf frame = frames[format.ordinal()];
    if (frame == null) {
      frame = feed.news(format, from, to);
      onEncoded(frame);
      frames[format.ordinal()] = frame;
    }
    return frame;
  }

  private void releaseFrames() {
    for (ByteBuf frame : frames) {
      if (frame != null) {
        frame.release();
      }
    }
    Arrays.fill(frames, null);
  }

  /** Stops a flush under way. Watchers that were not served are caught up by the next one. */
  void discard() {
    next = -1;
    releaseFrames();
  }
}
