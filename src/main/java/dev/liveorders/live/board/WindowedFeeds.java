package dev.liveorders.live.board;

import dev.liveorders.model.WindowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The feeds with windows of a board. Where none is followed a change costs nothing. Each that is followed is encoded
 * by itself, so one feed has only so many sets of windows beside it: who asks for one set more is given a feed that
 * has the windows of all. Confined to the event loop of its {@link Board}.
 */
final class WindowedFeeds {
  /**
   * Sets of windows of one feed; beyond it each further feed has more windows than all before, so these are few as
   * well.
   */
  static final int MAX_SETS = 4;

  /** Feeds that are kept for further reads, those that were read last. */
  private static final int MAX_READ = 16;

  private final BoardClock clock;
  private final SortedMap<FeedKey, WindowedFeed> open = new TreeMap<>();
  private final Map<Feed, List<WindowedFeed>> byBase = new HashMap<>();
  private final Map<FeedKey, WindowedFeed> read = new LinkedHashMap<>(MAX_READ, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<FeedKey, WindowedFeed> eldest) {
      return size() > MAX_READ;
    }
  };

  WindowedFeeds(BoardClock clock) {
    this.clock = clock;
  }

  /** Returns a feed that has the windows of a key at least, kept up to date until it is closed. */
  WindowedFeed open(FeedKey key, Feed base) {
    List<WindowedFeed> others = byBase.computeIfAbsent(base, first -> new ArrayList<>(1));
    FeedKey shared = open.containsKey(key) || others.size() < MAX_SETS ? key : withAll(key, others);
    WindowedFeed feed = open.get(shared);
    if (feed == null) {
      feed = new WindowedFeed(shared, base, clock);
      feed.follow();
      open.put(shared, feed);
      others.add(feed);
    }
    return feed;
  }

  private static FeedKey withAll(FeedKey key, List<WindowedFeed> others) {
    return key.with(
        others.stream().map(other -> other.key().windows()).reduce(key.windows(), WindowSet::and));
  }

  /** Returns the feed of a key for one read; the same for the next one, where what is encoded of it is kept. */
  WindowedFeed read(FeedKey key, Feed base) {
    WindowedFeed feed = open.get(key);
    if (feed != null) {
      return feed;
    }
    feed = read.get(key);
    if (feed == null || feed.base() != base) {
      feed = new WindowedFeed(key, base, clock);
      if (key.isLasting()) {
        read.put(key, feed);
      }
    }
    return feed;
  }

  /** Ends following a feed. */
  void close(WindowedFeed feed) {
    open.remove(feed.key());
    List<WindowedFeed> others = byBase.get(feed.base());
    others.remove(feed);
    if (others.isEmpty()) {
      byBase.remove(feed.base());
    }
  }

  /** Tells whether a feed is the base of one that is followed. */
  boolean isBase(Feed feed) {
    return byBase.containsKey(feed);
  }

  /** Returns a listener that hears of these feeds, too, when their bases change. */
  Consumer<Feed> telling(Consumer<Feed> changed) {
    return open.isEmpty()
        ? changed
        : feed -> {
          changed.accept(feed);
          byBase.getOrDefault(feed, List.of()).forEach(changed);
        };
  }

  /** Tells those in which the time has moved a window of a product. */
  void onTime(long before, long seq, Consumer<Feed> changed) {
    for (WindowedFeed feed : open.values()) {
      if (feed.moveFrom(before, seq)) {
        changed.accept(feed);
      }
    }
  }

  /** Counts the feeds that are followed. */
  int size() {
    return open.size();
  }
}
