package dev.liveorders.live.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.wire.FeedJson;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Position;
import dev.liveorders.model.Window;
import dev.liveorders.model.WindowSet;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Feeds with windows through random histories: orders of now and of long ago, cancellations, hours and weeks in which
 * nothing happens, clocks that change, ticks, commits that come several at a time, products that are retired and come
 * back, nodes that start anew, slow watchers, and watchers that come back from anywhere. Who is shown a position has
 * every window as it was then, counted from the orders alone.
 */
class WindowHistoryTest {
  private final List<SoldWatcher> watchers = new ArrayList<>();
  private final Map<Feed, WatchedFeed> feeds = new HashMap<>();
  private final Map<String, String> tagged = new HashMap<>();
  private Board board;
  private SoldShop shop;
  private Random random;
  private int resumed;
  private int resumedInFull;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42, 20261128})
  void whoIsShownAPositionHasEveryWindowOfThen(long seed) {
    random = new Random(seed);
    shop = new SoldShop(random);
    board = Board.of(shop.snapshot(), ImmediateEventExecutor.INSTANCE);
    for (int step = 0; step < 1_000; step++) {
      switch (random.nextInt(12)) {
        case 0 -> join(anyKey(), Watcher.SHOWN_NOTHING);
        case 1 -> leaveOrComeBack();
        case 2 -> watchers.forEach(this::toggle);
        case 3, 4 -> beginFlushes();
        case 5, 6 -> feeds.values().forEach(feed -> feed.flush().serve(1 + random.nextInt(3)));
        case 7 -> read(anyKey());
        case 8 -> startAnew();
        default -> apply();
      }
      watchers.forEach(this::checkHeartbeat);
    }
    settle();

    assertThat(watchers).as("seed %d", seed).isNotEmpty();
    for (SoldWatcher watcher : watchers) {
      FeedKey key = watcher.asked;
      assertThat(watcher.shown)
          .as("seed %d, %s", seed, key)
          .isEqualTo(shop.truth(key, board.seq()));
    }
    assertThat(resumed).as("shown what moved").isGreaterThan(resumedInFull / 2).isGreaterThan(20);
    List.copyOf(watchers).forEach(this::leave);
    assertThat(feeds).isEmpty();
  }

  private FeedKey anyKey() {
    Subscription subscription =
        switch (random.nextInt(4)) {
          case 0 -> Subscription.toAll();
          case 1 -> Subscription.to(shop.any(SoldShop.CATEGORIES));
          case 2 -> Subscription.to(shop.any(SoldShop.CATEGORIES), someIds());
          default -> Subscription.toProducts(someIds());
        };
    Set<Window> windows = new TreeSet<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      windows.add(Window.values()[random.nextInt(Window.values().length)]);
    }
    return subscription.with(WindowSet.of(windows)).key().orElseThrow();
  }

  private List<String> someIds() {
    return random
        .ints(1 + random.nextInt(3), 0, SoldShop.IDS.size())
        .mapToObj(SoldShop.IDS::get)
        .toList();
  }

  private void apply() {
    board.apply(shop.next(), changed -> {
      if (feeds.containsKey(changed)) {
        feeds.get(changed).forgetSnapshots();
      }
    });
  }

  private void beginFlushes() {
    feeds.values().stream()
        .map(WatchedFeed::flush)
        .filter(FeedFlush::isOver)
        .forEach(flush -> flush.begin(board.seq()));
  }

  private void join(FeedKey key, long seen) {
    SoldWatcher[] self = new SoldWatcher[1];
    SoldWatcher watcher = new SoldWatcher(key, () -> checkTruth(self[0], key));
    self[0] = watcher;
    watchers.add(watcher);
    subscribe(watcher, key, seen);
  }

  private void subscribe(SoldWatcher watcher, FeedKey key, long seen) {
    WatchedFeed feed = feeds.computeIfAbsent(
        board.openFeed(key), opened -> new WatchedFeed(opened, board.seq(), FanoutMeters.NONE));
    watcher.subscribe(feed);
    if (seen == Watcher.SHOWN_NOTHING) {
      feed.showAll(watcher, board.seq());
      return;
    }
    watcher.shown.putAll(shop.truth(key, seen));
    if (feed.feed().mayResume(seen)) {
      resumed++;
      feed.resume(watcher, seen, board.seq());
    } else {
      resumedInFull++;
      feed.showAll(watcher, board.seq());
    }
  }

  private void leaveOrComeBack() {
    if (watchers.isEmpty()) {
      return;
    }
    SoldWatcher left = watchers.get(random.nextInt(watchers.size()));
    FeedKey key = left.asked;
    leave(left);
    if (random.nextInt(3) > 0) {
      join(random.nextBoolean() ? key : anyKey(), anyPosition());
    }
  }

  private long anyPosition() {
    int back = random.nextBoolean() ? random.nextInt(5) : random.nextInt((int) board.seq());
    return Math.max(1, board.seq() - back);
  }

  private void leave(SoldWatcher watcher) {
    watchers.remove(watcher);
    WatchedFeed left = watcher.feed();
    watcher.unsubscribe();
    if (left.watchers().isEmpty()) {
      feeds.remove(left.feed());
      left.discard();
      board.closeFeed(left.feed());
    }
  }

  /** All watchers come back to a node that has just read the store, some of them from a while ago. */
  private void startAnew() {
    if (random.nextInt(5) > 0) {
      return;
    }
    List<FeedKey> keys = watchers.stream().map(watcher -> watcher.asked).toList();
    List.copyOf(watchers).forEach(this::leave);
    board = Board.of(shop.snapshot(), ImmediateEventExecutor.INSTANCE);
    keys.forEach(key -> join(key, anyPosition()));
  }

  /** The same entity tag never stands for two answers. */
  private void read(FeedKey key) {
    Feed feed = board.feed(key).orElseThrow();
    String answer = new FeedJson().of(feed).toString();
    Position tag = feed.lastChange();
    assertThat(tag.seq()).isLessThanOrEqualTo(board.seq());
    String before = tagged.put(key + " " + tag, answer);
    assertThat(answer).as("%s at %s", key, tag).isEqualTo(before == null ? answer : before);
    assertThat(feed.entries()).hasSameSizeAs(shop.truth(key, board.seq()).keySet());
  }

  private void toggle(SoldWatcher watcher) {
    if (random.nextBoolean()) {
      watcher.writable = false;
    } else {
      drain(watcher);
    }
  }

  private static void drain(SoldWatcher watcher) {
    watcher.writable = true;
    if (watcher.isBehind()) {
      watcher.feed().flush().catchUp(watcher);
    }
  }

  private void settle() {
    watchers.forEach(WindowHistoryTest::drain);
    for (int flushes = 0; flushes < 2; flushes++) {
      feeds.values().forEach(feed -> feed.flush().serve(Integer.MAX_VALUE));
      beginFlushes();
    }
    feeds.values().forEach(feed -> feed.flush().serve(Integer.MAX_VALUE));
  }

  /** A message that is encoded while the board moves on shows each product as it was at some commit since. */
  private void checkTruth(SoldWatcher watcher, FeedKey key) {
    List<Map<String, String>> truths = LongStream.rangeClosed(watcher.seq, board.seq())
        .mapToObj(at -> shop.truth(key, at))
        .toList();
    Set<String> ids = new TreeSet<>(watcher.shown.keySet());
    truths.forEach(truth -> ids.addAll(truth.keySet()));
    for (String id : ids) {
      assertThat(truths)
          .as("%s of %s is shown %s at %d", id, key, watcher.shown.get(id), watcher.seq)
          .anyMatch(truth -> Objects.equals(truth.get(id), watcher.shown.get(id)));
    }
  }

  /** Who has all that changed is told by a heartbeat to be at the position of the board. */
  private void checkHeartbeat(SoldWatcher watcher) {
    if (watcher.position() >= watcher.feed().feed().lastSeq()) {
      FeedKey key = watcher.asked;
      assertThat(watcher.shown).as("%s", key).isEqualTo(shop.truth(key, board.seq()));
    }
  }
}
