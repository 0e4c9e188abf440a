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
    ByteBuf resume(Feed feed, long since) {
      return PlainFrames.encode(feed.changedSince(since), true);
    }

    @Override
    ByteBuf update(Feed feed, long since, long to) {
      return PlainFrames.encode(feed.changedSince(since), false);
    }
  },

  /** Server-Sent Events: one event for all changes of a flush. */
  EVENT_STREAM {
    @Override
    ByteBuf snapshot(Feed feed) {
      return EventFrames.snapshot(feed, feed.entries(), true, feed.lastSeq());
    }

    @Override
    ByteBuf resume(Feed feed, long since) {
      return EventFrames.snapshot(
          feed, feed.changedSince(since), false, Math.max(since, feed.lastSeq()));
    }

    @Override
    ByteBuf update(Feed feed, long since, long to) {
      return EventFrames.update(feed, feed.changedSince(since), to);
    }
  };

  /** All products of a feed. */
  abstract ByteBuf snapshot(Feed feed);

  /** What changed after {@code since}, for a watcher that comes back with what it was shown before. */
  abstract ByteBuf resume(Feed feed, long since);

  /** What changed after {@code since}, which brings a watcher to position {@code to}. */
  abstract ByteBuf update(Feed feed, long since, long to);
}
