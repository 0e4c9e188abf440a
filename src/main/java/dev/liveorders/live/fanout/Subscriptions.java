package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardFollower;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Position;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.OutOfDirectMemoryError;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The feeds that are watched, and the watchers' ways into them and out again. Confined to the event loop of its
 * {@link Hub}.
 */
final class Subscriptions {
  private final BoardFollower follower;
  private final WatcherSet watchers;
  private final WatcherRights rights;
  private final FanoutMeters meters;
  private final UnknownNames unknownNames;
  private final Map<Feed, WatchedFeed> feeds = new HashMap<>();

  /**
   * @param watchers all of the hub
   */
  Subscriptions(Vertx vertx, BoardFollower follower, WatcherSet watchers, FanoutMeters meters) {
    this.meters = meters;
    this.rights = new WatcherRights(vertx);
    this.follower = follower;
    this.unknownNames = new UnknownNames(follower);
    this.watchers = watchers;
  }

  /** Returns the recorder of this event loop. */
  FanoutMeters meters() {
    return meters;
  }

  /** Returns a feed of the board with its watchers; null when it has none. */
  WatchedFeed watched(Feed feed) {
    return feeds.get(feed);
  }

  /** Subscribes a watcher that has just come. */
  void admit(Watcher watcher, Admission admission) {
    rights.grant(watcher, admission.rights());
    subscribe(watcher, admission.subscription());
    tellExpiry(watcher);
  }

  /**
   * Gives a watcher other rights. Shows it what they grant of what it watches, if that is not the same; one that is
   * about to watch something else is shown nothing until it does.
   */
  void renew(Watcher watcher, ReadRights renewed) {
    rights.grant(watcher, renewed);
    FeedKey wanted = watcher.wanted();
    if (wanted != null) {
      Subscription before = Subscription.to(wanted.anywhere());
      boolean same = renewed
          .restrict(before)
          .flatMap(Subscription::key)
          .filter(wanted::equals)
          .isPresent();
      if (!same && watcher.isLeaving()) {
        unsubscribe(watcher);
        watcher.want(null, null);
      } else if (!same) {
        subscribe(watcher, before);
      }
    }
    tellExpiry(watcher);
  }

  private void tellExpiry(Watcher watcher) {
    ReadRights granted = rights.of(watcher);
    if (granted.expires() && !watcher.isClosing() && watcher.isWritable()) {
      long left = Math.max(0, granted.expiresAt() - System.currentTimeMillis());
      ByteBuf expiry = watcher.format().expiry(left);
      if (expiry.isReadable()) {
        watcher.write(expiry);
      }
    }
  }

  /**
   * Subscribes a watcher to what it may watch of this, and nothing else. Before there is a board it waits for one. A
   * watcher that may watch nothing of it is disconnected.
   */
  void subscribe(Watcher watcher, Subscription wanted) {
    unsubscribe(watcher);
    Optional<Subscription> granted = rights.of(watcher).restrict(wanted);
    if (granted.isEmpty()) {
      watcher.close(DisconnectReason.NOT_GRANTED);
      return;
    }
    Subscription subscription = granted.get();
    watcher.want(subscription.key().orElse(null), subscription.seen().orElse(null));
    if (watcher.wanted() == null) {
      unknownNames.tell(watcher, subscription.name());
    } else if (follower.isReady()) {
      join(watcher);
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

  /**
   * Asks the store about a position that this board has not reached: either the board lags, or the store was
   * restored.
   */
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
  private void joinAt(Watcher watcher, long since) {
    Board board = follower.board();
    if (watcher.wanted() instanceof ListKey list && !board.lists().take(watcher.client(), list)) {
      watcher.close(DisconnectReason.LISTS_FULL);
      return;
    }
    long seq = board.seq();
    WatchedFeed feed = watch(watcher.wanted());
    boolean isKnown = since >= board.forgottenTo() && feed.feed().mayResume(since);
    watcher.subscribe(feed);
    if (!watcher.isWritable()) {
      return; // and then everything, once it drains
    }
    try {
      if (feed.isBehind(since, seq)) {
        feed.keep(watcher, since);
      } else if (isKnown) {
        feed.resume(watcher, since, Math.max(since, seq));
      } else {
        feed.showAll(watcher, seq);
      }
    } catch (RuntimeException | OutOfDirectMemoryError failure) {
      WatcherFailures.log("shown its totals", failure);
      watcher.drop();
    }
  }

  private WatchedFeed watch(FeedKey key) {
    Board board = follower.board();
    return feeds.computeIfAbsent(
        board.openFeed(key), opened -> new WatchedFeed(opened, board.seq(), meters));
  }

  /** Takes a watcher out of its feed, if it is in one; it stays connected. */
  void unsubscribe(Watcher watcher) {
    unknownNames.forget(watcher);
    WatchedFeed left = watcher.feed();
    if (left == null) {
      return;
    }
    watcher.unsubscribe();
    if (left.key() instanceof ListKey list) {
      follower.board().lists().give(watcher.client(), list);
    }
    if (left.watchers().isEmpty()) {
      feeds.remove(left.feed());
      left.discard();
      follower.board().closeFeed(left.feed());
    }
  }

  /** Notes that the socket of a watcher takes more again. */
  void drained(Watcher watcher, long now) {
    watcher.drained(now);
    unknownNames.drained(watcher);
  }

  /** Forgets a watcher that is disconnected. */
  void forget(Watcher watcher) {
    unsubscribe(watcher);
    rights.forget(watcher);
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
    long seq = follower.board().seq();
    if (watcher.wanted() == null && !watcher.isLeaving()) {
      return seq; // nothing can change for it
    }
    return watcher.feed() == null ? watcher.position() : watcher.feed().positionOf(watcher, seq);
  }

  /** Encodes the heartbeat of a watcher; empty while it waits for a snapshot. */
  ByteBuf heartbeat(Watcher watcher, long staleMillis) {
    long seq = positionOf(watcher);
    return seq == Watcher.SHOWN_NOTHING
        ? Unpooled.EMPTY_BUFFER
        : watcher.format().heartbeat(new Position(follower.board().epoch(), seq), staleMillis);
  }

  /** Ends all, with the hub. */
  void stop() {
    rights.stop();
    discard();
  }

  /** Releases the bytes of all feeds. */
  private void discard() {
    feeds.values().forEach(WatchedFeed::discard);
    feeds.clear();
  }
}
