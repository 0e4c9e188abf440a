package dev.liveorders.live;

import io.netty.buffer.ByteBuf;

/** How totals are put into bytes for a kind of watcher. */
enum Dialect {
  /** WebSocket without a subprotocol: one text frame for each product. */
  PLAIN {
    @Override
    ByteBuf snapshot(Feed feed) {
      return PlainFrames.encode(feed.entries(), true);
    }

    @Override
    ByteBuf resume(Feed feed, int gen, long since, long seq) {
      return PlainFrames.encode(feed.changedSince(since), true);
    }

    @Override
    ByteBuf update(Feed feed, long since, long to) {
      return PlainFrames.encode(feed.changedSince(since), false);
    }
  },

  /** WebSocket with the subprotocol {@code live-orders.v1}: one frame for all changes of a flush, with its position. */
  V1 {
    @Override
    ByteBuf snapshot(Feed feed) {
      return V1Frames.snapshotTotals(feed);
    }

    @Override
    void showAll(Watcher watcher, Feed feed, long seq) {
      ByteBuf totals = feed.snapshot(this);
      watcher.write(
          V1Frames.snapshotHead(feed, watcher.gen(), seq, totals.readableBytes()),
          totals.retainedDuplicate());
    }

    @Override
    ByteBuf resume(Feed feed, int gen, long since, long seq) {
      return V1Frames.resume(feed, gen, since, seq);
    }

    @Override
    ByteBuf update(Feed feed, long since, long to) {
      return V1Frames.update(feed, since, to);
    }
  },

  /** Server-Sent Events: one event for all changes of a flush. */
  EVENT_STREAM {
    @Override
    ByteBuf snapshot(Feed feed) {
      return EventFrames.snapshot(feed, feed.entries(), true, feed.lastSeq());
    }

    @Override
    ByteBuf resume(Feed feed, int gen, long since, long seq) {
      return EventFrames.snapshot(feed, feed.changedSince(since), false, seq);
    }

    @Override
    ByteBuf update(Feed feed, long since, long to) {
      return EventFrames.update(feed, feed.changedSince(since), to);
    }
  };

  /** Returns the dialect of a WebSocket with this subprotocol; null for none. */
  static Dialect of(String subprotocol) {
    return Hub.SUBPROTOCOL.equals(subprotocol) ? V1 : PLAIN;
  }

  /** All products of a feed, or what of that is the same for all who join. */
  abstract ByteBuf snapshot(Feed feed);

  /** Shows a watcher all products of a feed, as of {@code seq}. */
  void showAll(Watcher watcher, Feed feed, long seq) {
    watcher.write(feed.snapshot(this).retainedDuplicate());
  }

  /** What changed after {@code since}, for a watcher that comes back, as of {@code seq}. */
  abstract ByteBuf resume(Feed feed, int gen, long since, long seq);

  /** What changed after {@code since}, which brings a watcher to position {@code to}. */
  abstract ByteBuf update(Feed feed, long since, long to);
}
