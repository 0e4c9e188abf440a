package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All kinds of feeds on one board, through random histories of orders, of products and categories that come, are
 * retired and come back, commits that come several at a time, slow watchers, and watchers that come, go, resume and
 * turn to something else. Who is shown a position has been shown every order up to it, for exactly the products that
 * it watches.
 */
class FeedHistoryTest {
  private final List<CheckingWatcher> watchers = new ArrayList<>();
  private final Map<Feed, WatchedFeed> feeds = new HashMap<>();
  private Board board;
  private RandomShop shop;
  private Random random;
  private int gone;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42, 20261128})
  void whoIsShownAPositionHasEveryOrderUpToIt(long seed) {
    random = new Random(seed);
    shop = new RandomShop(random);
    board = Board.of(RandomShop.beginning(), ImmediateEventExecutor.INSTANCE);
    int exact = 0;
    gone = 0;
    for (int step = 0; step < 3_000; step++) {
      switch (random.nextInt(9)) {
        case 0 -> join(anyKey(), Watcher.SHOWN_NOTHING);
        case 1 -> leaveOrTurn();
        case 2 -> watchers.forEach(this::toggle);
        case 3 ->
          feeds.values().stream()
              .map(WatchedFeed::flush)
              .filter(flush -> flush.isOver())
              .forEach(flush -> flush.begin(board.seq()));
        case 4, 5 -> feeds.values().forEach(feed -> feed.flush().serve(1 + random.nextInt(3)));
        default -> apply();
      }
    }
    settle();

    assertThat(watchers).as("seed %d", seed).isNotEmpty();
    for (CheckingWatcher watcher : watchers) {
      Feed feed = watcher.feed().feed();
      assertThat(watcher.shown())
          .as("seed %d, %s", seed, feed.key())
          .isEqualTo(shop.truth(feed.key(), board.seq()));
      assertThat(watcher.categoryIsUnknown).as("%s", feed.key()).isEqualTo(!feed.isKnown());
      exact += watcher.exact;
    }
    assertThat(exact).isGreaterThan(watchers.size());
    assertThat(gone).isPositive();
    List.copyOf(watchers).forEach(this::leave);
    assertThat(feeds).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 20261128})
  void whoComesBackToANodeThatHasJustStartedIsToldWhatIsGone(long seed) {
    random = new Random(seed);
    shop = new RandomShop(random);
    for (int i = 0; i < 100; i++) {
      shop.next();
    }
    Commit snapshot = shop.snapshot();
    board = Board.of(snapshot, ImmediateEventExecutor.INSTANCE);
    for (int i = 0; i < 1_000; i++) {
      join(anyKey(), 1 + random.nextInt((int) board.seq()));
    }
    for (CheckingWatcher watcher : watchers) {
      assertThat(watcher.shown())
          .as("seed %d, %s", seed, watcher.feed().key())
          .isEqualTo(shop.truth(watcher.feed().key(), board.seq()));
      gone += watcher.gone;
    }
    assertThat(gone).isPositive();
  }

  private FeedKey anyKey() {
    Subscription subscription =
        switch (random.nextInt(4)) {
          case 0 -> Subscription.toAll();
          case 1 -> Subscription.to(any(RandomShop.CATEGORIES));
          case 2 -> Subscription.to(any(RandomShop.CATEGORIES), someIds());
          default -> Subscription.toProducts(someIds());
        };
    FeedKey key = subscription.key().orElseThrow();
    return random.nextInt(3) == 0 ? key.within(someCategories()) : key;
  }

  private List<CategoryName> someCategories() {
    return RandomShop.CATEGORIES.stream()
        .filter(category -> random.nextBoolean())
        .map(CategoryName::new)
        .sorted()
        .toList();
  }

  private List<String> someIds() {
    List<String> ids = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      ids.add(any(RandomShop.IDS));
    }
    return ids;
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Tells the board of some commits at once. */
  private void apply() {
    board.apply(shop.next(), changed -> {
      if (feeds.containsKey(changed)) {
        feeds.get(changed).forgetSnapshots();
      }
    });
  }

  private void join(FeedKey key, long seen) {
    CheckingWatcher watcher = new CheckingWatcher(at -> shop.truth(key, at), board::seq);
    watchers.add(watcher);
    Feed feed = board.openFeed(key);
    WatchedFeed watched = feeds.computeIfAbsent(
        feed, opened -> new WatchedFeed(opened, board.seq(), FanoutMeters.NONE));
    watcher.subscribe(watched);
    if (seen == Watcher.SHOWN_NOTHING) {
      watched.showAll(watcher, board.seq());
    } else {
      watcher.shown().putAll(shop.truth(key, seen));
      watched.resume(watcher, seen, board.seq());
    }
  }

  /** Somebody leaves; some come back to the same or to something else, with what another node has shown them. */
  private void leaveOrTurn() {
    if (watchers.isEmpty()) {
      return;
    }
    CheckingWatcher left = watchers.get(random.nextInt(watchers.size()));
    FeedKey key = left.feed().key();
    leave(left);
    if (random.nextBoolean()) {
      join(random.nextBoolean() ? key : anyKey(), 1 + random.nextInt((int) board.seq()));
    }
  }

  private void leave(CheckingWatcher watcher) {
    watchers.remove(watcher);
    gone += watcher.gone;
    WatchedFeed left = watcher.feed();
    watcher.unsubscribe();
    if (left.watchers().isEmpty()) {
      feeds.remove(left.feed());
      left.discard();
      board.closeFeed(left.feed());
    }
  }

  private void toggle(CheckingWatcher watcher) {
    if (random.nextBoolean()) {
      watcher.writable = false;
    } else {
      drain(watcher);
    }
  }

  private static void drain(CheckingWatcher watcher) {
    watcher.writable = true;
    if (watcher.isBehind()) {
      watcher.feed().flush().catchUp(watcher);
    }
  }

  private void settle() {
    watchers.forEach(FeedHistoryTest::drain);
    for (int flushes = 0; flushes < 2; flushes++) {
      for (WatchedFeed feed : feeds.values()) {
        feed.flush().serve(Integer.MAX_VALUE);
        feed.flush().begin(board.seq());
      }
    }
    feeds.values().forEach(feed -> feed.flush().serve(Integer.MAX_VALUE));
  }
}
