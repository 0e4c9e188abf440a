package dev.liveorders.live.fanout;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.BoardFollower;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.wire.FeedJson;
import dev.liveorders.metrics.FanoutMeters;

/** Passes changes of the board to the watchers of a hub. Confined to the event loop of its {@link Hub}. */
final class HubUpdates implements BoardFollower.Listener {
  private final Staleness staleness;
  private final FeedJson json;
  private final Subscriptions subscriptions;
  private final FlushScheduler flushes;
  private final DetailsNews details;
  private final ListUpdates lists;
  private final FanoutMeters meters;

  HubUpdates(
      Staleness staleness,
      FeedJson json,
      Subscriptions subscriptions,
      FlushScheduler flushes,
      DetailsNews details,
      ListUpdates lists) {
    this.meters = subscriptions.meters();
    this.staleness = staleness;
    this.json = json;
    this.subscriptions = subscriptions;
    this.flushes = flushes;
    this.details = details;
    this.lists = lists;
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
