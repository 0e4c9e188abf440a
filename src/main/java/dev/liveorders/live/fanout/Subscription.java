package dev.liveorders.live.fanout;

import dev.liveorders.live.board.FeedKey;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Quoted;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The products that a client wants to watch, and the position it has seen of them.
 *
 * @param name the category as the client wrote it, which may be no category's name
 * @param ids  some products of it, in order and each once; empty for all
 * @param seen the position the client was shown before; empty when none
 */
public record Subscription(String name, List<ProductId> ids, Optional<Position> seen) {
  /** The number of products that can be named; a page that shows more watches the category. */
  public static final int MAX_IDS = 50;

  /** Makes one of a whole category, from the beginning. */
  public static Subscription to(String name) {
    return new Subscription(name, List.of(), Optional.empty());
  }

  /** Makes the same for a client that has seen this position. */
  public Subscription resumingAt(Optional<Position> position) {
    return new Subscription(name, ids, position);
  }

  /**
   * Makes the same, of these products only.
   *
   * @param list ids with commas between; null for all
   * @throws IllegalArgumentException when one is no id, or there are too many
   */
  public Subscription onlyIds(String list) {
    return list == null ? this : onlyIds(Arrays.stream(list.split(",", -1)));
  }

  /**
   * Makes the same, of these products only.
   *
   * @throws IllegalArgumentException when one is no id, or there are too many
   */
  public Subscription onlyIds(Stream<String> list) {
    List<ProductId> sorted =
        list.limit(MAX_IDS + 1L).map(ProductId::new).sorted().distinct().toList();
    if (sorted.size() > MAX_IDS) {
      throw new IllegalArgumentException(
          "more than " + MAX_IDS + " ids; watch the whole category instead");
    }
    return new Subscription(name, sorted, seen);
  }

  /** Reads the position that these two say; empty when either is missing or unreadable, so that everything is shown. */
  public static Optional<Position> position(String epoch, String since) {
    return epoch == null || since == null || !Epoch.isValid(epoch)
        ? Optional.empty()
        : Position.parse(epoch + "-" + since);
  }

  /** Returns the key of its feed; empty when there can be no such category. */
  public Optional<FeedKey> key() {
    return CategoryName.isValid(name)
        ? Optional.of(new FeedKey(new CategoryName(name), ids))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return Quoted.of(name) + (ids.isEmpty() ? "" : " " + ids);
  }
}
