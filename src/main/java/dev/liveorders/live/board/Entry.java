package dev.liveorders.live.board;

import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.QuotedJson;
import dev.liveorders.model.Total;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;

/**
 * A product on a board, and a link in its category's list of changes. The parts of its JSON are kept as bytes, so that
 * encoding it is three copies. Confined to the event loop of its {@link Board}.
 */
public final class Entry {
  static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.product.id());

  private static final byte[] END = {'}'};
  private static final FilteredFeed[] NONE = {};

  private final byte[] head;
  private byte[] tail = END;
  private final CategoryFeed category;
  private Product product;
  private long total;
  private long seq;

  /** The followed feeds that it is named in, mostly none; the first {@link #filterCount} places are taken. */
  private FilteredFeed[] filters = NONE;

  private int filterCount;

  /** The next newer change of the category; written by its feed only. */
  Entry newer;

  /** The next older change of the category; written by its feed only. */
  Entry older;

  Entry(CategoryFeed category, Product product) {
    this.category = category;
    this.head = ("{\"id\":" + QuotedJson.of(product.id().value()) + ",\"total\":")
        .getBytes(StandardCharsets.UTF_8);
    set(product);
  }

  /** Returns the JSON before the total: {@code {"id":"A1","total":}. Not to be changed. */
  public byte[] head() {
    return head;
  }

  /** Returns the JSON behind the total with the extra fields: {@code ,"unit":"pcs"}}. Not to be changed. */
  public byte[] tail() {
    return tail;
  }

  public long total() {
    return total;
  }

  /** Returns the commit that changed it last. */
  public long seq() {
    return seq;
  }

  /** Returns the product with its newest total. */
  public Product product() {
    return product.total() == total && product.seq() == seq
        ? product
        : product.withTotal(total, seq);
  }

  CategoryFeed category() {
    return category;
  }

  ProductId id() {
    return product.id();
  }

  /** Tells the feeds that it is named in of a change. */
  void tellFilters(Consumer<Feed> changed) {
    for (int i = 0; i < filterCount; i++) {
      changed.accept(filters[i]);
    }
  }

  /** Takes everything from a product as the store has it. */
  void set(Product product) {
    this.product = product;
    this.total = product.total();
    this.seq = product.seq();
    this.tail = product.extras().isEmpty()
        ? END
        : ("," + product.extras().json().substring(1)).getBytes(StandardCharsets.UTF_8);
  }

  void set(Total total) {
    this.total = total.total();
    this.seq = total.seq();
  }

  /**
   * Adds a feed that is told of changes.
   *
   * @return its place, by which it is removed; it may {@link FilteredFeed#moved move}
   */
  int addFilter(FilteredFeed feed) {
    if (filterCount == filters.length) {
      filters = Arrays.copyOf(filters, filterCount + 1 + (filterCount >> 1));
    }
    filters[filterCount] = feed;
    return filterCount++;
  }

  /** Removes the feed at a place, which the last one takes: in O(1), as thousands may watch a product. */
  void removeFilter(int place) {
    FilteredFeed last = filters[--filterCount];
    filters[filterCount] = null;
    if (place < filterCount) {
      filters[place] = last;
      last.moved(this, place);
    }
    if (filterCount == 0) {
      filters = NONE;
    } else if (filterCount < filters.length >> 2) {
      filters = Arrays.copyOf(filters, filters.length >> 1);
    }
  }
}
