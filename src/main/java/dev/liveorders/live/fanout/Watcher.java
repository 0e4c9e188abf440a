package dev.liveorders.live.fanout;

import dev.liveorders.limits.Client;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.util.internal.OutOfDirectMemoryError;

/**
 * A connection that is shown one feed, from a position on. While its socket is full it costs that position and
 * nothing else. Confined to the event loop of its {@link Hub}.
 */
public abstract class Watcher extends WatcherConnection {
  /** The position of a watcher that must be sent a snapshot next. */
  static final long SHOWN_NOTHING = -1;

  /** The place of a watcher in a set that does not contain it. */
  static final int NO_PLACE = -1;

  private final WireFormat format;

  /** The products it watches, or will once there is a board; null for none. */
  private FeedKey wanted;

  /** The position its client had seen before; null when none, and once it is subscribed. */
  private Position resumeFrom;

  private WatchedFeed feed;

  /** The commits it has been shown, as far as they touch its feed. */
  private long position;

  private boolean owedDetails;
  private int placeInFeed = NO_PLACE;
  private int placeInHub = NO_PLACE;

  protected Watcher(WireFormat format) {
    this.format = format;
  }

  /** Counts the switches that its client had asked for, up to the one that brought it to what it watches. */
  protected int gen() {
    return 0;
  }

  /** Tells whether its client has asked for something else, which waits: what it still watches is of no use to it. */
  protected boolean isLeaving() {
    return false;
  }

  /** Returns whose limits it takes from; null for a client that is not limited. */
  protected Client client() {
    return null;
  }

  /** Returns the format of the bytes it is written. */
  protected WireFormat format() {
    return format;
  }

  /** Notes what it is to be subscribed to, as soon as it can be. */
  void want(FeedKey key, Position seen) {
    assert feed == null : "still subscribed to " + wanted;
    wanted = key;
    resumeFrom = seen;
    position = SHOWN_NOTHING;
  }

  FeedKey wanted() {
    return wanted;
  }

  Position resumeFrom() {
    return resumeFrom;
  }

  /** Joins a feed, shown nothing of it so far. */
  void subscribe(WatchedFeed joined) {
    assert feed == null : "still subscribed to " + wanted;
    assert !isClosing() : "closing";
    joined.watchers().add(this);
    feed = joined;
    wanted = joined.key(); // the same key for all, so that it is kept once
    resumeFrom = null;
    position = SHOWN_NOTHING;
  }

  /** Leaves its feed. */
  void unsubscribe() {
    assert feed != null : "not subscribed";
    feed.watchers().remove(this);
    feed = null;
  }

  /** Tells whether it is in a feed. */
  protected final boolean isSubscribed() {
    return feed != null;
  }

  /** Returns the feed it is subscribed to; null when none. */
  WatchedFeed feed() {
    return feed;
  }

  long position() {
    return position;
  }

  /** Tells whether it has not been shown what its feed has been flushed to. */
  boolean isBehind() {
    return feed != null && position < feed.flush().to();
  }

  /** Writes bytes, if there are any, that bring it to a position. */
  void show(ByteBuf bytes, long to) {
    advanceTo(to);
    if (!bytes.isReadable()) { // all that changed was retired, and the format has no words for that
      bytes.release();
      return;
    }
    count(bytes.readableBytes());
    try {
      write(bytes);
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      onWriteFailure(failure);
    }
  }

  /** Writes a head of its own and shared bytes behind it, which together bring it to a position. */
  void showShared(ByteBuf head, ByteBuf bytes, long to) {
    advanceTo(to);
    count(head.readableBytes() + bytes.readableBytes());
    try {
      writeShared(head, bytes);
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      onWriteFailure(failure);
    }
  }

  /** Writes shared bytes that bring it to a position. */
  void showShared(ByteBuf bytes, long to) {
    advanceTo(to);
    count(bytes.readableBytes());
    tell(bytes);
  }

  /** Writes shared bytes, if there are any, that say nothing of its position. */
  void tell(ByteBuf bytes) {
    if (!bytes.isReadable()) {
      return;
    }
    try {
      writeShared(bytes);
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      onWriteFailure(failure);
    }
  }

  private void count(int bytes) {
    feed.meters().onFrame(format.kind(), bytes);
  }

  /** Tells whether it has got its first totals, if there can be any. */
  boolean isShown() {
    return wanted == null || feed != null && position != SHOWN_NOTHING;
  }

  /** Notes whether it has yet to be told that details have changed. */
  void oweDetails(boolean owed) {
    owedDetails = owed;
  }

  boolean isOwedDetails() {
    return owedDetails;
  }

  /** Moves before the bytes are written, as a socket that drains at once asks what it missed. */
  private void advanceTo(long to) {
    assert feed != null : "not subscribed";
    assert to >= position : "from " + position + " back to " + to;
    position = to;
  }

  /** Ends a connection that lacks bytes: nothing that follows could be trusted. */
  private void onWriteFailure(Throwable failure) {
    WatcherFailures.log("written to", failure);
    drop();
  }

  int place(WatcherSet.Kind set) {
    return set == WatcherSet.Kind.FEED ? placeInFeed : placeInHub;
  }

  void setPlace(WatcherSet.Kind set, int place) {
    if (set == WatcherSet.Kind.FEED) {
      placeInFeed = place;
    } else {
      placeInHub = place;
    }
  }
}
