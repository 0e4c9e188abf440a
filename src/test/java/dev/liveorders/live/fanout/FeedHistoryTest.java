package dev.liveorders.live.fanout;

import static dev.liveorders.live.board.Commits.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.live.board.Board;
import dev.liveorders.live.board.Commits;
import dev.liveorders.live.board.Feed;
import dev.liveorders.live.board.FeedKey;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All kinds of feeds on one board, through random histories of orders, new products and new categories, commits that come
 * several at a time, slow watchers, and watchers that come, go, resume and turn to something else. Who is shown a position
 * has been shown every order up to it, for exactly the products that it watches.
 */
class FeedHistoryTest {
  private static final List<String> CATEGORIES = List.of("a", "b", "c", "d");
  private static final List<String> IDS =
      List.of("a1", "a2", "a10", "b1", "b2", "c1", "c2", "d1", "d2");

  /** Of every commit, also of those that the board was told of together with others. */
  private final Map<Long, Map<String, Long>> history = new HashMap<>();

  private final TreeMap<String, Product> store = new TreeMap<>();
  private final TreeMap<String, Long> createdCategories = new TreeMap<>();
  private final List<CheckingWatcher> watchers = new ArrayList<>();
  private final Map<Feed, WatchedFeed> feeds = new HashMap<>();
  private Board board;
  private long seq;
  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 42, 20261128})
  void whoIsShownAPositionHasEveryOrderUpToIt(long seed) {
    random = new Random(seed);
    begin();
    int exact = 0;
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
          .isEqualTo(truth(feed.key(), board.seq()));
      assertThat(watcher.categoryIsUnknown).as("%s", feed.key()).isEqualTo(!feed.isKnown());
      exact += watcher.exact;
    }
    assertThat(exact).isGreaterThan(watchers.size());
    List.copyOf(watchers).forEach(this::leave);
    assertThat(feeds).isEmpty();
  }

  private void begin() {
    createdCategories.put("a", 1L);
    board = Board.of(
        new Commit(EPOCH, 0, 1, List.of(category("a")), List.of(), List.of()),
        ImmediateEventExecutor.INSTANCE);
    seq = 1;
    history.put(1L, Map.of());
  }

  private static Category category(String name) {
    return new Category(new CategoryName(name), "Category " + name, name.toUpperCase());
  }

  private FeedKey anyKey() {
    Subscription subscription =
        switch (random.nextInt(4)) {
          case 0 -> Subscription.toAll();
          case 1 -> Subscription.to(any(CATEGORIES));
          case 2 -> Subscription.to(any(CATEGORIES), someIds());
          default -> Subscription.toProducts(someIds());
        };
    FeedKey key = subscription.key().orElseThrow();
    return random.nextInt(3) == 0 ? key.within(someCategories()) : key;
  }

  private List<CategoryName> someCategories() {
    return CATEGORIES.stream()
        .filter(category -> random.nextBoolean())
        .map(CategoryName::new)
        .sorted()
        .toList();
  }

  private List<String> someIds() {
    List<String> ids = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      ids.add(any(IDS));
    }
    return ids;
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Makes one to three commits, and tells the board of them at once. */
  private void apply() {
    long from = seq;
    Map<String, Product> products = new HashMap<>();
    Map<String, Total> totals = new TreeMap<>();
    List<Category> categories = new ArrayList<>();
    for (int commits = 1 + random.nextInt(3); commits > 0; commits--) {
      seq++;
      String id = any(IDS);
      String category = id.substring(0, 1);
      if (createdCategories.putIfAbsent(category, seq) == null) {
        categories.add(category(category));
      } else if (store.containsKey(id)) {
        Product product = store.get(id).withTotal(store.get(id).total() + 1, seq);
        store.put(id, product);
        totals.put(id, new Total(product.id(), product.total(), seq));
      } else {
        store.put(id, Commits.product(id, new CategoryName(category), random.nextInt(9), seq));
        products.put(id, store.get(id));
      }
      history.put(
          seq,
          store.entrySet().stream()
              .collect(
                  Collectors.toMap(Map.Entry::getKey, each -> each.getValue().total())));
    }
    products.replaceAll((id, product) -> store.get(id));
    totals.keySet().removeAll(products.keySet());
    Commit commit = new Commit(
        EPOCH, from, seq, categories, List.copyOf(products.values()), List.copyOf(totals.values()));
    board.apply(commit, changed -> {
      if (feeds.containsKey(changed)) {
        feeds.get(changed).forgetSnapshots();
      }
    });
  }

  private void join(FeedKey key, long seen) {
    CheckingWatcher watcher = new CheckingWatcher(at -> truth(key, at), board::seq);
    watchers.add(watcher);
    Feed feed = board.openFeed(key);
    WatchedFeed watched = feeds.computeIfAbsent(
        feed, opened -> new WatchedFeed(opened, board.seq(), FanoutMeters.NONE));
    watcher.subscribe(watched);
    if (seen == Watcher.SHOWN_NOTHING) {
      watched.showAll(watcher, board.seq());
    } else {
      watcher.shown().putAll(truth(key, seen));
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

  /** The totals at a position of exactly the products of a feed. */
  private Map<String, Long> truth(FeedKey key, long at) {
    return history.get(at).entrySet().stream()
        .filter(total -> isOf(key, total.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean isOf(FeedKey key, String id) {
    boolean named = !(key instanceof FeedKey.OfIds some)
        || some.ids().stream().anyMatch(each -> each.value().equals(id));
    boolean inCategory = !(key instanceof FeedKey.OfCategory some)
        || some.category().value().equals(id.substring(0, 1));
    return named && inCategory && isWithin(key, new CategoryName(id.substring(0, 1)));
  }

  private static boolean isWithin(FeedKey key, CategoryName category) {
    if (key instanceof FeedKey.AllWithin some) {
      return some.categories().contains(category);
    }
    return !(key instanceof FeedKey.ProductsWithin some) || some.categories().contains(category);
  }
}
