package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.board.ListFeed;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A feed of the board that is watched: its watchers, the snapshots they share and its flush. Lives as long as it has
 * watchers. Confined to the event loop of its {@link Hub}.
 */
final class WatchedFeed {
  /** Products of a feed that is so small that it does not matter who shares its bytes. */
  private static final int MIN_SHARED = 100;

  private final Feed feed;
  private final WatcherSet watchers = new WatcherSet(WatcherSet.Kind.FEED);
  private final ByteBuf[] snapshots = new ByteBuf[WireFormat.values().length];
  private final FeedFlush flush;
  private final FanoutMeters meters;

  /**
   * @param seq the position of the board
   */
  WatchedFeed(Feed feed, long seq, FanoutMeters meters) {
    this.feed = feed;
    this.meters = meters;
    this.flush = new FeedFlush(this, feed.positionAt(seq));
  }

  Feed feed() {
    return feed;
  }

  FanoutMeters meters() {
    return meters;
  }

  FeedKey key() {
    return feed.key();
  }

  WatcherSet watchers() {
    return watchers;
  }

  /** Returns the flush that goes on, or the last one. */
  FeedFlush flush() {
    return flush;
  }

  /**
   * Tells whether news of changes would not do: a watcher was shown nothing, or its category was created or retired
   * since.
   */
  boolean mustShowAll(Watcher watcher) {
    return watcher.position() == Watcher.SHOWN_NOTHING
        || watcher.position() < feed.shownAnewAt() && watcher.format().tellsUnknown();
  }

  /** Shows a watcher all products, as of {@code seq}. */
  void showAll(Watcher watcher, long seq) {
    if (feed.key().base() instanceof FeedKey.OfCategory some && !feed.isKnown()) {
      Position at = new Position(feed.epoch(), seq);
      watcher.show(watcher.format().unknown(some.category().value(), watcher.gen(), at), seq);
      return;
    }
    ByteBuf shared = snapshot(watcher.format());
    if (feed instanceof ListFeed list) {
      watcher.showShared(shared, list.lastSeq());
      return;
    }
    ByteBuf head = watcher.format().snapshotHead(feed, watcher.gen(), seq, shared.readableBytes());
    if (head.isReadable()) {
      watcher.showShared(head, shared, seq);
    } else {
      watcher.showShared(shared, seq);
    }
  }

  /**
   * Shows a watcher that comes back the changes after {@code since}, as of {@code seq}; everything when that is
   * hardly more.
   */
  void resume(Watcher watcher, long since, long seq) {
    if (feed instanceof ListFeed list && since == list.lastSeq()) {
      watcher.show(Unpooled.EMPTY_BUFFER, since); // it has the list as it is
    } else if (feed.isKnown() && !hasMostlyChanged(since)) {
      watcher.show(watcher.format().resume(feed, watcher.gen(), since, seq), seq);
    } else {
      showAll(watcher, seq);
    }
  }

  /** Tells whether totals seen at {@code since} are newer than those of a board at {@code seq}; lists come whole. */
  boolean isBehind(long since, long seq) {
    return since > seq && !(feed instanceof ListFeed);
  }

  /** Lets a watcher keep what it has seen, as that is newer than all there is here. */
  void keep(Watcher watcher, long since) {
    watcher.show(watcher.format().resume(feed, watcher.gen(), since, since), since);
  }

  /** Returns the position that a watcher has seen, which grows with that of the board while nothing changes here. */
  long positionOf(Watcher watcher, long seq) {
    return watcher.position() >= feed.lastSeq()
        ? Math.max(watcher.position(), feed.positionAt(seq))
        : watcher.position();
  }

  /**
   * Tells whether the changes after {@code since}, which would be one watcher's own, are not much less than the
   * snapshot.
   */
  boolean hasMostlyChanged(long since) {
    int size = feed.size();
    return feed instanceof ListFeed
        || size >= MIN_SHARED && feed.hasMoreChangesThan(size / 2, since);
  }

  /** Encodes what is new after {@code from}; of a list that is the whole, which those who join are shown, too. */
  ByteBuf news(WireFormat format, long from, long to) {
    return feed instanceof ListFeed ? snapshot(format).retain() : format.update(feed, from, to);
  }

  /** Returns all products in a format, encoded once until the next change. The feed keeps the reference. */
  private ByteBuf snapshot(WireFormat format) {
    ByteBuf snapshot = snapshots[format.ordinal()];
    if (snapshot == null) {
      snapshot = feed instanceof ListFeed list ? format.list(list) : format.snapshot(feed);
      snapshots[format.ordinal()] = snapshot;
      flush.onEncoded(snapshot);
    }
    return snapshot;
  }

  /** Forgets the snapshots, as something has changed. */
  void forgetSnapshots() {
    for (int i = 0; i < snapshots.length; i++) {
      if (snapshots[i] != null) {
        snapshots[i].release();
        snapshots[i] = null;
      }
    }
  }

  /** Releases all bytes and ends the flush; not to be used after. */
  void discard() {
    forgetSnapshots();
    flush.discard();
  }
}
