package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardFollower;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.OutOfDirectMemoryError;
import java.util.HashMap;
import java.util.Map;

/**
 * The feeds that are watched, and the watchers' ways into them and out again. Confined to the event loop of its {@link Hub}.
 */
final class Subscriptions {
  private final BoardFollower follower;
  private final WatcherSet watchers;
  private final Map<Feed, WatchedFeed> feeds = new HashMap<>();

  /**
   * @param watchers all of the hub
   */
  Subscriptions(BoardFollower follower, WatcherSet watchers) {
    this.follower = follower;
    this.watchers = watchers;
  }

  /** Returns a feed of the board with its watchers; null when it has none. */
  WatchedFeed watched(Feed feed) {
    return feeds.get(feed);
  }

  /** Subscribes a watcher to this and nothing else. Before there is a board it waits for one. */
  void subscribe(Watcher watcher, Subscription subscription) {
    unsubscribe(watcher);
    watcher.want(subscription.key().orElse(null), subscription.seen().orElse(null));
    if (watcher.wanted() == null) {
      showUnknown(watcher, subscription.name());
    } else if (follower.isReady()) {
      join(watcher);
    }
  }

  private void showUnknown(Watcher watcher, String name) {
    ByteBuf unknown =
        watcher.format().unknown(name, watcher.gen(), follower.board().position());
    if (unknown.isReadable()) {
      watcher.write(unknown);
    }
  }

  private void join(Watcher watcher) {
    if (watcher.isClosing()) {
      return;
    }
    Position seen = watcher.resumeFrom();
    Board board = follower.board();
    if (seen == null || !seen.epoch().equals(board.epoch())) {
      joinAt(watcher, Watcher.SHOWN_NOTHING);
    } else if (seen.seq() <= board.seq()) {
      joinAt(watcher, seen.seq());
    } else {
      askStore(watcher, seen);
    }
  }

  /** Asks the store about a position that this board has not reached: either the board lags, or the store was restored. */
  private void askStore(Watcher watcher, Position seen) {
    follower.askNow().onComplete(answer -> {
      if (watcher.resumeFrom() != seen || watcher.isClosing() || !watchers.contains(watcher)) {
        return; // it wants something else by now
      }
      boolean restored = answer.succeeded() && follower.board().seq() < seen.seq();
      joinAt(watcher, restored ? Watcher.SHOWN_NOTHING : seen.seq());
    });
  }

  /** Adds a watcher to its feed and shows it the news, in one turn of the loop: nothing can be missed in between. */
  private void joinAt(Watcher watcher, long seen) {
    long seq = follower.board().seq();
    WatchedFeed feed = watch(watcher.wanted());
    watcher.subscribe(feed);
    if (!watcher.isWritable()) {
      return; // and then everything, once it drains
    }
    try {
      if (seen == Watcher.SHOWN_NOTHING) {
        feed.showAll(watcher, seq);
      } else {
        feed.resume(watcher, seen, Math.max(seen, seq));
      }
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      WatcherFailures.log("shown its totals", failure);
      watcher.drop();
    }
  }

  private WatchedFeed watch(FeedKey key) {
    Board board = follower.board();
    return feeds.computeIfAbsent(
        board.openFeed(key), opened -> new WatchedFeed(opened, board.seq()));
  }

  /** Takes a watcher out of its feed, if it is in one; it stays connected. */
  void unsubscribe(Watcher watcher) {
    WatchedFeed left = watcher.feed();
    if (left == null) {
      return;
    }
    watcher.unsubscribe();
    if (left.watchers().isEmpty()) {
      feeds.remove(left.feed());
      left.discard();
      follower.board().closeFeed(left.feed());
    }
  }

  /** Subscribes every watcher to what it wants of another board. */
  void onBoard() {
    Watcher[] all = watchers.toArray();
    for (Watcher watcher : all) {
      if (watcher.feed() != null) {
        watcher.unsubscribe();
      }
    }
    discard();
    for (Watcher watcher : all) {
      if (watcher.wanted() != null && watchers.contains(watcher)) {
        join(watcher);
      }
    }
  }

  /** Returns the position a watcher has seen, which grows on quiet feeds too. */
  private long positionOf(Watcher watcher) {
    WatchedFeed feed = watcher.feed();
    boolean upToDate = feed != null && watcher.position() >= feed.feed().lastSeq();
    return upToDate ? Math.max(watcher.position(), follower.board().seq()) : watcher.position();
  }

  /** Encodes the heartbeat of a watcher; empty while it waits for a snapshot. */
  ByteBuf heartbeat(Watcher watcher, long staleMillis) {
    if (watcher.position() == Watcher.SHOWN_NOTHING) {
      return Unpooled.EMPTY_BUFFER;
    }
    Position at = new Position(follower.board().epoch(), positionOf(watcher));
    return watcher.format().heartbeat(at, staleMillis);
  }

  /** Releases the bytes of all feeds. */
  void discard() {
    feeds.values().forEach(WatchedFeed::discard);
    feeds.clear();
  }
}
