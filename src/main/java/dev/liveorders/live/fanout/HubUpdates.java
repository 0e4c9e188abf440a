package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardFollower;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.wire.FeedJson;
import dev.liveorders.metrics.FanoutMeters;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/** Passes changes of the board to the watchers of a hub. Confined to the event loop of its {@link Hub}. */
final class HubUpdates implements BoardFollower.Listener {
  private final Staleness staleness;
  private final FeedJson json = new FeedJson();
  private final Subscriptions subscriptions;
  private final FlushScheduler flushes;
  private final DetailsNews details;
  private final ListUpdates lists;
  private final FanoutMeters meters;

  HubUpdates(
      Vertx vertx,
      Staleness staleness,
      Subscriptions subscriptions,
      FlushScheduler flushes,
      DetailsNews details) {
    this.meters = subscriptions.meters();
    this.staleness = staleness;
    this.subscriptions = subscriptions;
    this.flushes = flushes;
    this.details = details;
    this.lists = new ListUpdates(vertx, subscriptions, flushes);
  }

  /** Returns the answer to a read of a feed, encoded once until the next change. */
  Buffer json(Feed feed) {
    return json.of(feed);
  }

  /** Tells what was not told when it came: that details changed, and lists that were behind. */
  void tellOwed() {
    details.tellOwed();
    lists.catchUp();
  }

  @Override
  public void onBoard(Board board) {
    staleness.onCompared(Hub.now());
    flushes.reset();
    meters.onBoard(board.seq());
    json.clear();
    subscriptions.onBoard();
    details.onBoard(board);
    lists.onBoard(board);
  }

  @Override
  public void onChange(Feed feed) {
    json.forget(feed);
    WatchedFeed watched = subscriptions.watched(feed);
    if (watched != null) {
      watched.forgetSnapshots();
      flushes.changed(watched);
      meters.onChange();
    }
  }

  @Override
  public void onApplied(Board board) {
    meters.onApplied(board.epoch(), board.seq());
    flushes.flush();
    details.onApplied(board);
    lists.onApplied(board);
  }
}
