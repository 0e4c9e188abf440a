package dev.liveorders.live;

import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A whole category. Its products are linked in the order of their last change, newest first, so that what a watcher missed is
 * read off the front: it costs what changed, not what there is. Confined to the event loop of its board.
 */
final class CategoryFeed extends Feed {
  private static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.product.id());

  private final List<Entry> entries = new ArrayList<>();

  /** The feeds of some of these products that somebody watches. */
  private final Map<FeedKey, NarrowFeed> narrow = new HashMap<>(0);

  private Entry newest;

  CategoryFeed(FeedKey key, Position position) {
    super(key, position);
  }

  @Override
  List<Entry> entries() {
    return entries;
  }

  @Override
  long lastSeq() {
    return newest == null ? 0 : newest.seq;
  }

  @Override
  List<Entry> changedSince(long since) {
    List<Entry> changed = new ArrayList<>();
    for (Entry entry = newest; entry != null && entry.seq > since; entry = entry.older) {
      changed.add(entry);
    }
    Collections.reverse(changed);
    return changed;
  }

  /** The feed of some of these products, made when nobody has watched them so far. */
  NarrowFeed narrow(FeedKey key, Position position, Function<ProductId, Entry> entryOf) {
    return narrow.computeIfAbsent(key, wanted -> makeNarrow(wanted, position, entryOf));
  }

  /** The same for one read: if it has to be made, it does not stay. */
  NarrowFeed unwatched(FeedKey key, Position position, Function<ProductId, Entry> entryOf) {
    NarrowFeed watched = narrow.get(key);
    if (watched != null) {
      return watched;
    }
    NarrowFeed made = makeNarrow(key, position, entryOf);
    made.leaveEntries();
    return made;
  }

  private NarrowFeed makeNarrow(
      FeedKey key, Position position, Function<ProductId, Entry> entryOf) {
    NarrowFeed feed = new NarrowFeed(key, position);
    for (ProductId id : key.ids()) {
      Entry entry = entryOf.apply(id);
      if (entry != null && entry.feed == this) {
        feed.add(entry);
      }
    }
    return feed;
  }

  void forget(NarrowFeed feed) {
    narrow.remove(feed.key());
    feed.leaveEntries();
    feed.discard();
  }

  boolean isWatched() {
    return watchers().size() > 0 || !narrow.isEmpty();
  }

  Entry add(Product product, Consumer<Feed> changed) {
    Entry entry = new Entry(this, product);
    int place = Collections.binarySearch(entries, entry, BY_ID);
    entries.add(-place - 1, entry);
    linkAsNewest(entry);
    narrow.values().stream()
        .filter(feed -> feed.key().ids().contains(product.id()))
        .forEach(feed -> feed.add(entry));
    tell(entry, changed);
    return entry;
  }

  void change(Entry entry, Product product, Consumer<Feed> changed) {
    entry.set(product);
    moveToFront(entry);
    tell(entry, changed);
  }

  void change(Entry entry, Total total, Consumer<Feed> changed) {
    entry.set(total);
    moveToFront(entry);
    tell(entry, changed);
  }

  /** Of all feeds only those that have this product: what nobody looks at costs nothing. */
  private void tell(Entry entry, Consumer<Feed> changed) {
    forgetEncoded();
    changed.accept(this);
    for (NarrowFeed feed : entry.narrow) {
      feed.forgetEncoded();
      changed.accept(feed);
    }
  }

  private void moveToFront(Entry entry) {
    if (entry != newest) {
      entry.newer.older = entry.older;
      if (entry.older != null) {
        entry.older.newer = entry.newer;
      }
      linkAsNewest(entry);
    }
  }

  private void linkAsNewest(Entry entry) {
    entry.newer = null;
    entry.older = newest;
    if (newest != null) {
      newest.newer = entry;
    }
    newest = entry;
  }

  @Override
  void discard() {
    super.discard();
    narrow.values().forEach(Feed::discard);
  }
}
