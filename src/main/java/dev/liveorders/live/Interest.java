package dev.liveorders.live;

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
 * What a client wants to watch, and what it has seen of it.
 *
 * @param name the category as the client wrote it, which may be no category's name
 * @param ids  some products of it, in order and each once; empty for all
 * @param seen what the client was shown before; empty when nothing
 */
public record Interest(String name, List<ProductId> ids, Optional<Position> seen) {
  /** The most products that can be named; a page that shows more watches the category. */
  public static final int MOST_IDS = 50;

  /** Of a whole category, from the beginning. */
  public static Interest in(String name) {
    return new Interest(name, List.of(), Optional.empty());
  }

  /** The same, of somebody who has seen this much. */
  public Interest having(Optional<Position> position) {
    return new Interest(name, ids, position);
  }

  /**
   * The same, of these products only.
   *
   * @param list ids with commas between; null for all
   * @throws IllegalArgumentException when one is no id, or there are too many
   */
  public Interest only(String list) {
    return list == null ? this : only(Arrays.stream(list.split(",", -1)));
  }

  /**
   * The same, of these products only.
   *
   * @throws IllegalArgumentException when one is no id, or there are too many
   */
  Interest only(Stream<String> list) {
    List<ProductId> sorted =
        list.limit(MOST_IDS + 1L).map(ProductId::new).sorted().distinct().toList();
    if (sorted.size() > MOST_IDS) {
      throw new IllegalArgumentException(
          "more than " + MOST_IDS + " ids; watch the whole category instead");
    }
    return new Interest(name, sorted, seen);
  }

  /** The position that these two say; empty when either is missing or unreadable, so that everything is shown. */
  public static Optional<Position> position(String epoch, String since) {
    return epoch == null || since == null || !Epoch.isValid(epoch)
        ? Optional.empty()
        : Position.parse(epoch + "-" + since);
  }

  /** The feed of it; empty when there can be no such category. */
  Optional<FeedKey> key() {
    return CategoryName.isValid(name)
        ? Optional.of(new FeedKey(new CategoryName(name), ids))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return Quoted.of(name) + (ids.isEmpty() ? "" : " " + ids);
  }
}
