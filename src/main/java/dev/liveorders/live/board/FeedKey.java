package dev.liveorders.live.board;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.QuotedJson;
import dev.liveorders.model.WindowSet;
import java.util.Collections;
import java.util.List;

/**
 * The name of a feed: which products it has. Watchers of equal keys share their frames. Keys have an order, so that a
 * map of them is as fast for keys whose hash codes were made to collide.
 */
public sealed interface FeedKey extends Comparable<FeedKey>
    permits FeedKey.OfCategory,
        FeedKey.All,
        FeedKey.AllWithin,
        FeedKey.OfIds,
        ListKey,
        WindowedKey {
  /** All products. */
  FeedKey ALL = new All();

  /** Names a whole category. */
  static FeedKey whole(CategoryName category) {
    return new Whole(category);
  }

  /** Names some products of a category; {@code ids} are in order and each once. */
  static FeedKey filtered(CategoryName category, List<ProductId> ids) {
    return new Filtered(category, List.copyOf(ids));
  }

  /** Names some products of any categories; {@code ids} are in order and each once. */
  static FeedKey products(List<ProductId> ids) {
    return new Products(List.copyOf(ids));
  }

  /** Returns the member that names the feed in messages: {@code "category":"electronics"}. */
  String json();

  /** Tells whether its feed is kept while nobody watches it, so that what is encoded of it can be kept, too. */
  boolean isLasting();

  /** Compares with a key of the same kind. */
  int compareToSame(FeedKey other);

  /** Narrows it to products of these categories, which are in order and each once; one that names a category stays. */
  default FeedKey within(List<CategoryName> categories) {
    return this;
  }

  /** Returns the key that this was narrowed from; itself if it was not. */
  default FeedKey anywhere() {
    return this;
  }

  /** Returns the windows that its feed has beside each total. */
  default WindowSet windows() {
    return WindowSet.NONE;
  }

  /** Returns the key of the same products without windows. */
  default FeedKey base() {
    return this;
  }

  /** Returns the key of the same products with these windows, and no others. */
  default FeedKey with(WindowSet windows) {
    return windows.isEmpty() ? base() : new WindowedKey(base(), windows);
  }

  @Override
  default int compareTo(FeedKey other) {
    int byKind = getClass().getName().compareTo(other.getClass().getName());
    return byKind == 0 ? compareToSame(other) : byKind;
  }

  /** A category, or some of it. */
  sealed interface OfCategory extends FeedKey {
    /** Returns the category, which may not exist. */
    CategoryName category();

    @Override
    default String json() {
      return "\"category\":" + QuotedJson.of(category().value());
    }
  }

  /** A whole category. */
  record Whole(CategoryName category) implements OfCategory {
    /** Written out, as Java makes that of a record when it is first asked, and a start would wait for it. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Whole whole && category.equals(whole.category);
    }

    @Override
    public int hashCode() {
      return category.hashCode();
    }

    @Override
    public boolean isLasting() {
      return true;
    }

    @Override
    public int compareToSame(FeedKey other) {
      return category.compareTo(((Whole) other).category);
    }
  }

  /** All products of the board. */
  record All() implements FeedKey {
    private static final String JSON = "\"all\":true";

    @Override
    public String json() {
      return JSON;
    }

    @Override
    public FeedKey within(List<CategoryName> categories) {
      return new AllWithin(List.copyOf(categories));
    }

    @Override
    public boolean isLasting() {
      return true;
    }

    @Override
    public int compareToSame(FeedKey other) {
      return 0;
    }
  }

  /** All products of some categories, of which some may not exist. To its watchers these are all there are. */
  record AllWithin(List<CategoryName> categories) implements FeedKey {
    @Override
    public String json() {
      return All.JSON;
    }

    @Override
    public boolean isLasting() {
      return false;
    }

    @Override
    public FeedKey anywhere() {
      return ALL;
    }

    @Override
    public int compareToSame(FeedKey other) {
      return Lexicographic.compare(categories, ((AllWithin) other).categories);
    }
  }

  /** Products that are named by their ids. */
  sealed interface OfIds extends FeedKey {
    /** Lists the ids, in order and each once. Some may name no product, or none yet. */
    List<ProductId> ids();

    /** Tells whether a product belongs to the feed. */
    boolean includes(Entry product);

    @Override
    default boolean isLasting() {
      return false;
    }
  }

  /** A few products of a category. */
  record Filtered(CategoryName category, List<ProductId> ids) implements OfCategory, OfIds {
    @Override
    public boolean includes(Entry product) {
      return category.equals(product.category().category()) && product.isOneOf(ids);
    }

    @Override
    public int compareToSame(FeedKey other) {
      Filtered that = (Filtered) other;
      int byCategory = category.compareTo(that.category);
      return byCategory == 0 ? Lexicographic.compare(ids, that.ids) : byCategory;
    }
  }

  /** Products of any categories. */
  record Products(List<ProductId> ids) implements OfIds {
    /** Written out like that of {@link Whole}. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Products products && ids.equals(products.ids);
    }

    @Override
    public int hashCode() {
      return ids.hashCode();
    }

    @Override
    public String json() {
      return "\"ids\":" + QuotedJson.list(ids);
    }

    @Override
    public FeedKey within(List<CategoryName> categories) {
      return new ProductsWithin(List.copyOf(categories), ids);
    }

    @Override
    public boolean includes(Entry product) {
      return product.isOneOf(ids);
    }

    @Override
    public int compareToSame(FeedKey other) {
      return Lexicographic.compare(ids, ((Products) other).ids);
    }
  }

  /** Products of some categories. To its watchers those of others do not exist. */
  record ProductsWithin(List<CategoryName> categories, List<ProductId> ids) implements OfIds {
    @Override
    public String json() {
      return anywhere().json();
    }

    @Override
    public FeedKey anywhere() {
      return new Products(ids);
    }

    @Override
    public boolean includes(Entry product) {
      return Collections.binarySearch(categories, product.category().category()) >= 0
          && product.isOneOf(ids);
    }

    @Override
    public int compareToSame(FeedKey other) {
      ProductsWithin that = (ProductsWithin) other;
      int byCategories = Lexicographic.compare(categories, that.categories);
      return byCategories == 0 ? Lexicographic.compare(ids, that.ids) : byCategories;
    }
  }
}
