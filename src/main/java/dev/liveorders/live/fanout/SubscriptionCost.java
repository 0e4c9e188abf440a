package dev.liveorders.live.fanout;

import dev.liveorders.limits.ClientUse;
import dev.liveorders.limits.LimitReached;
import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.model.WindowSet;
import java.util.Optional;

/** The cost of a subscription: the products it names, and the bytes of the totals that it is sent first. */
public final class SubscriptionCost {
  /** Bytes of one total, about. */
  private static final int TOTAL_BYTES = 48;

  /** Bytes of one window beside it, about. */
  private static final int WINDOW_BYTES = 12;

  private static final int MESSAGE_BYTES = 256;

  private SubscriptionCost() {}

  /** Takes it from the limits of a client; empty when they allow it. */
  public static Optional<LimitReached> take(ClientUse use, Board board, Subscription subscription) {
    if (subscription.key().orElse(null) instanceof ListKey list) {
      int series = list instanceof ListKey.Series some ? some.ids().size() : 0;
      return use.watch(series, list.maxBytes());
    }
    FeedKey base = subscription.key().map(FeedKey::base).orElse(null);
    int ids = base instanceof FeedKey.OfIds some ? some.ids().size() : 0;
    int totals = ids > 0 ? ids : size(board, subscription);
    WindowSet windows = subscription.key().map(FeedKey::windows).orElse(WindowSet.NONE);
    return use.watch(ids, bytes(totals, windows));
  }

  /** Returns how many bytes all totals of a feed need, about. */
  public static long bytes(Feed feed) {
    return bytes(feed.size(), feed.key().windows());
  }

  private static long bytes(int totals, WindowSet windows) {
    long each = TOTAL_BYTES + (long) WINDOW_BYTES * windows.windows().size();
    return MESSAGE_BYTES + each * totals;
  }

  private static int size(Board board, Subscription subscription) {
    return subscription.key().flatMap(board::feed).map(feed -> feed.size()).orElse(0);
  }
}
