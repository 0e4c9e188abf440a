package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The name of a list of what sells: its kind, what it is of, and how much of that it shows. */
public sealed interface ListKey extends FeedKey {
  /** The most places of a list. */
  int MAX_LIMIT = 100;

  /** The most products whose series are shown together. */
  int MAX_IDS = 200;

  /** Returns its kind, as messages name it. */
  String type();

  /** Returns the category that it is of; empty for one of the whole shop. */
  Optional<CategoryName> category();

  /** Returns how long its JSON may become, about. */
  int maxBytes();

  /** Tells whether it is of the shop as a whole. There are some hundred such lists, which need 8 MB together. */
  default boolean isOfShop() {
    return category().isEmpty();
  }

  @Override
  default String json() {
    return "\"type\":\"" + type() + '"';
  }

  @Override
  default boolean isLasting() {
    return true;
  }

  /**
   * The products that sold most.
   *
   * @param limit the number of places, from 1 to {@link #MAX_LIMIT}
   */
  record Top(Optional<CategoryName> category, Window window, int limit) implements ListKey {
    private static final Comparator<Top> ORDER =
        Comparator.comparing(Top::name).thenComparing(Top::window).thenComparingInt(Top::limit);

    /**
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Top {
      checkLimit(limit);
    }

    private String name() {
      return category.map(CategoryName::value).orElse("");
    }

    @Override
    public String type() {
      return "top";
    }

    @Override
    public int maxBytes() {
      return 256 * (1 + limit);
    }

    @Override
    public int compareToSame(FeedKey other) {
      return ORDER.compare(this, (Top) other);
    }
  }

  /**
   * The sales of some products, step by step.
   *
   * @param ids  in order and each once, at most {@link #MAX_IDS}; some may name no product
   * @param span a window of several steps
   */
  record Series(Optional<CategoryName> category, List<ProductId> ids, Window span)
      implements ListKey {
    private static final Comparator<Series> ORDER = Comparator.<Series, String>comparing(
            key -> key.category.map(CategoryName::value).orElse(""))
        .thenComparing(Series::span)
        .thenComparing(Series::ids, Lexicographic::compare);

    /**
     * @throws IllegalArgumentException when there are too many ids
     */
    public Series {
      ids = List.copyOf(ids);
      if (ids.size() > MAX_IDS) {
        throw new IllegalArgumentException(ids.size() + " ids are more than " + MAX_IDS);
      }
    }

    @Override
    public String type() {
      return "trends";
    }

    @Override
    public boolean isOfShop() {
      return false;
    }

    @Override
    public int maxBytes() {
      return 256 + ids.size() * (64 + 4 * span.steps());
    }

    @Override
    public int compareToSame(FeedKey other) {
      return ORDER.compare(this, (Series) other);
    }
  }

  /** The sales of all products together, step by step. */
  record Shop(Window span) implements ListKey {
    @Override
    public String type() {
      return "trends";
    }

    @Override
    public Optional<CategoryName> category() {
      return Optional.empty();
    }

    @Override
    public int maxBytes() {
      return 512 + 28 * span.steps();
    }

    @Override
    public int compareToSame(FeedKey other) {
      return span.compareTo(((Shop) other).span);
    }
  }

  /**
   * The last sales.
   *
   * @param limit the number of them, from 1 to {@link #MAX_LIMIT}
   */
  record Recent(int limit) implements ListKey {
    /**
     * @throws IllegalArgumentException when the limit is out of range
     */
    public Recent {
      checkLimit(limit);
    }

    @Override
    public String type() {
      return "recent";
    }

    @Override
    public Optional<CategoryName> category() {
      return Optional.empty();
    }

    @Override
    public int maxBytes() {
      return 128 * (1 + limit);
    }

    @Override
    public int compareToSame(FeedKey other) {
      return Integer.compare(limit, ((Recent) other).limit);
    }
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException(limit + " is outside 1 to " + MAX_LIMIT);
    }
  }
}
