package dev.liveorders.live.board;

import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.QuotedJson;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Total;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A product on a board, or one that was retired, and a link in its category's list of changes. The parts of its JSON
 * are kept as bytes, so that encoding it is three copies. Confined to the event loop of its {@link Board}.
 */
public final class Entry {
  static final Comparator<Entry> BY_ID = Comparator.comparing(entry -> entry.id);

  private static final byte[] END = {'}'};
  private static final FilteredFeed[] NONE = {};

  private final byte[] head;
  private byte[] tail = END;
  private final CategoryFeed category;
  private final ProductId id;

  /** Null while it is retired. */
  private Product product;

  private long total;
  private long seq;
  private boolean retired;

  /** The sales by time; null of a product that sold nothing for as long as windows look back. */
  private SalesSeries sales;

  /** The followed feeds that it is named in, mostly none; the first {@link #filterCount} places are taken. */
  private FilteredFeed[] filters = NONE;

  private int filterCount;

  /** The next newer change of the category; written by its feed only. */
  Entry newer;

  /** The next older change of the category; written by its feed only. */
  Entry older;

  private Entry(CategoryFeed category, ProductId id) {
    this.category = category;
    this.id = id;
    this.head =
        ("{\"id\":" + QuotedJson.of(id.value()) + ",\"total\":").getBytes(StandardCharsets.UTF_8);
  }

  Entry(CategoryFeed category, Product product) {
    this(category, product.id());
    set(product);
  }

  /** Makes one of a product that was retired before it was ever shown here. */
  Entry(CategoryFeed category, RetiredProduct retired) {
    this(category, retired.id());
    retire(retired.seq());
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

  /** Tells whether the product was retired: {@link #seq} is the commit that did, and there is nothing else to show. */
  public boolean isRetired() {
    return retired;
  }

  /** Returns the product with its newest total, unless it was retired. */
  public Product product() {
    return product.total() == total && product.seq() == seq
        ? product
        : product.withTotal(total, seq);
  }

  /** Returns what was sold when; null of a product that sold nothing for as long as windows look back. */
  SalesSeries sales() {
    return sales;
  }

  void set(SalesSeries series) {
    sales = series;
  }

  CategoryFeed category() {
    return category;
  }

  ProductId id() {
    return id;
  }

  /** Tells whether it is named by one of these, which are in order. */
  boolean isOneOf(List<ProductId> ids) {
    return Collections.binarySearch(ids, id) >= 0;
  }

  /** Lists the feeds that it is named in. */
  List<FilteredFeed> filters() {
    return List.of(Arrays.copyOf(filters, filterCount));
  }

  /** Tells the feeds that it is named in of a change. */
  void tellFilters(Consumer<Feed> changed) {
    for (int i = 0; i < filterCount; i++) {
      changed.accept(filters[i]);
    }
  }

  /** Takes everything from a product as the store has it. */
  void set(Product product) {
    this.retired = false;
    this.product = product;
    this.total = product.total();
    this.seq = product.seq();
    this.tail = product.extras().isEmpty()
        ? END
        : ("," + product.extras().json().substring(1)).getBytes(StandardCharsets.UTF_8);
  }

  /** Notes that the product was retired. */
  void retire(long seq) {
    this.retired = true;
    this.product = null;
    this.tail = END;
    this.seq = seq;
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
