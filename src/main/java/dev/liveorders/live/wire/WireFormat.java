package dev.liveorders.live.wire;

import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.ListFeed;
import dev.liveorders.metrics.WatcherKind;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The formats in which watchers are sent totals: each makes the bytes of its messages, whole frames or events. */
public enum WireFormat {
  /** WebSocket without a subprotocol: one text frame for each product. */
  PLAIN(WatcherKind.PLAIN) {
    @Override
    public ByteBuf snapshot(Feed feed) {
      return PlainFrames.encode(feed, feed.entries(), true);
    }

    @Override
    public ByteBuf resume(Feed feed, int gen, long since, long seq) {
      return PlainFrames.encode(feed, feed.changedSince(since), true);
    }

    @Override
    public ByteBuf update(Feed feed, long since, long to) {
      return PlainFrames.encode(feed, feed.changedSince(since), false);
    }
  },

  /** WebSocket with the subprotocol {@code live-orders.v1}: one frame for all changes of a flush, with its position. */
  V1(WatcherKind.V1) {
    @Override
    public ByteBuf snapshot(Feed feed) {
      return V1Frames.snapshotTotals(feed);
    }

    @Override
    public ByteBuf snapshotHead(Feed feed, int gen, long seq, int length) {
      return V1Frames.snapshotHead(feed, gen, seq, length);
    }

    @Override
    public ByteBuf resume(Feed feed, int gen, long since, long seq) {
      return V1Frames.resume(feed, gen, since, seq);
    }

    @Override
    public ByteBuf update(Feed feed, long since, long to) {
      return V1Frames.update(feed, since, to);
    }

    @Override
    public boolean tellsUnknown() {
      return true;
    }

    @Override
    public ByteBuf unknown(String category, int gen, Position at) {
      return V1Frames.message(Messages.unknown(category, gen, at));
    }

    @Override
    public ByteBuf list(ListFeed list) {
      return V1Frames.message(ListJson.message(list));
    }

    @Override
    public ByteBuf details(long seq) {
      return V1Frames.message(Messages.details(seq));
    }

    @Override
    public ByteBuf heartbeat(Position at, long staleMillis) {
      return V1Frames.message(Messages.heartbeat(at.seq(), staleMillis));
    }

    @Override
    public ByteBuf expiry(long millis) {
      return V1Frames.message(Messages.expiry(millis));
    }

    @Override
    public ByteBuf error(String code, String message) {
      return V1Frames.message(Messages.error(code, message));
    }
  },

  /** Server-Sent Events: one event for all changes of a flush. */
  EVENT_STREAM(WatcherKind.EVENT_STREAM) {
    @Override
    public ByteBuf snapshot(Feed feed) {
      return EventFrames.snapshot(feed, feed.entries(), true, feed.lastSeq());
    }

    @Override
    public ByteBuf resume(Feed feed, int gen, long since, long seq) {
      return EventFrames.snapshot(feed, feed.changedSince(since), false, seq);
    }

    @Override
    public ByteBuf update(Feed feed, long since, long to) {
      return EventFrames.update(feed, feed.changedSince(since), to);
    }

    @Override
    public boolean tellsUnknown() {
      return true;
    }

    @Override
    public ByteBuf unknown(String category, int gen, Position at) {
      return EventFrames.unknown(category, at);
    }

    @Override
    public ByteBuf list(ListFeed list) {
      return EventFrames.list(list);
    }

    @Override
    public ByteBuf details(long seq) {
      return EventFrames.details(seq);
    }

    @Override
    public ByteBuf heartbeat(Position at, long staleMillis) {
      return EventFrames.position(at);
    }
  };

  /** The WebSocket subprotocol that a client asks for to get positions, heartbeats and resume. */
  public static final String SUBPROTOCOL = "live-orders.v1";

  private final WatcherKind kind;

  WireFormat(WatcherKind kind) {
    this.kind = kind;
  }

  /** Returns the kind of watchers that are sent it, as meters tell them apart. */
  public WatcherKind kind() {
    return kind;
  }

  /** Returns the format of a WebSocket with this subprotocol; null for none. */
  public static WireFormat of(String subprotocol) {
    return SUBPROTOCOL.equals(subprotocol) ? V1 : PLAIN;
  }

  /** Encodes all products of a feed, or the part of that which is the same for every watcher. */
  public abstract ByteBuf snapshot(Feed feed);

  /**
   * Encodes the part of a snapshot that is one watcher's own and goes before the shared part. Empty in most formats.
   *
   * @param gen    how many switches the watcher has asked for
   * @param seq    the position that the snapshot brings it to
   * @param length of the shared part, in bytes
   */
  public ByteBuf snapshotHead(Feed feed, int gen, long seq, int length) {
    return Unpooled.EMPTY_BUFFER;
  }

  /** Encodes the changes after {@code since}, for a watcher that comes back, as of {@code seq}. */
  public abstract ByteBuf resume(Feed feed, int gen, long since, long seq);

  /** Encodes the changes after {@code since}, which bring a watcher to position {@code to}. */
  public abstract ByteBuf update(Feed feed, long since, long to);

  /** Encodes a list, the same for every watcher. Empty where a format has no such message. */
  public ByteBuf list(ListFeed list) {
    return Unpooled.EMPTY_BUFFER;
  }

  /** Tells whether there are words for a category that does not exist. */
  public boolean tellsUnknown() {
    return false;
  }

  /** Encodes that a category does not exist, or cannot. Empty where a format has no such message. */
  public ByteBuf unknown(String category, int gen, Position at) {
    return Unpooled.EMPTY_BUFFER;
  }

  /** Encodes that details of products or categories have changed. Empty where a format has no such message. */
  public ByteBuf details(long seq) {
    return Unpooled.EMPTY_BUFFER;
  }

  /** Encodes a sign of life with the position of a watcher. Empty where a format has no such message. */
  public ByteBuf heartbeat(Position at, long staleMillis) {
    return Unpooled.EMPTY_BUFFER;
  }

  /** Encodes that a watcher's rights end in so many milliseconds. Empty where a format has no such message. */
  public ByteBuf expiry(long millis) {
    return Unpooled.EMPTY_BUFFER;
  }

  /** Encodes the answer to a bad command. Empty where a format has no such message. */
  public ByteBuf error(String code, String message) {
    return Unpooled.EMPTY_BUFFER;
  }
}
