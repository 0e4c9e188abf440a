package dev.liveorders.live.fanout;

import dev.liveorders.live.board.FeedKey;
import dev.liveorders.live.board.ListKey;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import dev.liveorders.model.WindowSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The products that a client wants to watch, and the position it has seen of them.
 *
 * @param name what the client wants to watch, in its own words, for messages
 * @param key  of the feed; empty for the name of a category that can be none
 * @param seen the position the client was shown before; empty when none
 */
public record Subscription(String name, Optional<FeedKey> key, Optional<Position> seen) {
  /** The number of products of a category that can be named; a page that shows more watches the category. */
  public static final int MAX_IDS_OF_CATEGORY = 50;

  /** The number of products of any categories that can be named. */
  public static final int MAX_IDS = 200;

  /** Makes one of all products, from the beginning. */
  public static Subscription toAll() {
    return new Subscription("all products", Optional.of(FeedKey.ALL), Optional.empty());
  }

  /** Makes one of a list, from the beginning. */
  public static Subscription to(ListKey list) {
    String name = list.category().map(CategoryName::value).orElse("all products");
    return new Subscription(name, Optional.of(list), Optional.empty());
  }

  /** Tells whether only a client that may read everything may watch it. */
  public boolean needsAll() {
    return key.isPresent()
        && key.get() instanceof ListKey list
        && list.category().isEmpty();
  }

  /** Makes one of a feed, from the beginning. */
  static Subscription to(FeedKey key) {
    return new Subscription(key.json(), Optional.of(key), Optional.empty());
  }

  /** Makes one of a whole category, from the beginning. */
  public static Subscription to(String category) {
    Optional<FeedKey> key = CategoryName.isValid(category)
        ? Optional.of(FeedKey.whole(new CategoryName(category)))
        : Optional.empty();
    return new Subscription(category, key, Optional.empty());
  }

  /**
   * Makes one of some products of a category, from the beginning.
   *
   * @throws IllegalArgumentException when one is no id, there are none, or too many
   */
  public static Subscription to(String category, Collection<String> ids) {
    List<ProductId> list = list(ids, MAX_IDS_OF_CATEGORY, "watch the whole category instead");
    Optional<FeedKey> key = CategoryName.isValid(category)
        ? Optional.of(FeedKey.filtered(new CategoryName(category), list))
        : Optional.empty();
    return new Subscription(category, key, Optional.empty());
  }

  /**
   * Makes one of some products of any categories, from the beginning.
   *
   * @throws IllegalArgumentException when one is no id, there are none, or too many
   */
  public static Subscription toProducts(Collection<String> ids) {
    List<ProductId> list = list(ids, MAX_IDS, "watch the rest over another connection");
    return new Subscription(
        list.size() + " products", Optional.of(FeedKey.products(list)), Optional.empty());
  }

  private static List<ProductId> list(Collection<String> ids, int max, String remedy) {
    List<ProductId> list = ids.stream().map(ProductId::new).sorted().distinct().toList();
    if (list.isEmpty()) {
      throw new IllegalArgumentException("ids names no product; leave it out to watch all");
    }
    if (list.size() > max) {
      throw new IllegalArgumentException(list.size() + " ids are more than " + max + "; " + remedy);
    }
    return list;
  }

  /** Makes the same with what sold within some windows beside each total. */
  public Subscription with(WindowSet windows) {
    return new Subscription(name, key.map(some -> some.with(windows)), seen);
  }

  /** Makes the same for a client that has seen this position. */
  public Subscription resumingAt(Optional<Position> position) {
    return new Subscription(name, key, position);
  }

  /** Reads the position that these two say; empty when either is missing or unreadable, so that everything is shown. */
  public static Optional<Position> position(String epoch, String since) {
    return epoch == null || since == null || !Epoch.isValid(epoch)
        ? Optional.empty()
        : Position.parse(epoch + "-" + since);
  }

  @Override
  public String toString() {
    return Quoted.of(name);
  }
}
