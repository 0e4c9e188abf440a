package dev.liveorders.live.board;

import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

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

  /** The followed feeds that filter it out of its category, mostly none. */
  private FilteredFeed[] filters = NONE;

  /** The next newer change of the category; written by its feed only. */
  Entry newer;

  /** The next older change of the category; written by its feed only. */
  Entry older;

  Entry(CategoryFeed category, Product product) {
    this.category = category;
    this.head = ("{\"id\":\"" + product.id() + "\",\"total\":").getBytes(StandardCharsets.US_ASCII);
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

  FilteredFeed[] filters() {
    return filters;
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

  void addFilter(FilteredFeed feed) {
    filters = Arrays.copyOf(filters, filters.length + 1);
    filters[filters.length - 1] = feed;
  }

  void removeFilter(FilteredFeed feed) {
    filters = Arrays.stream(filters).filter(other -> other != feed).toArray(FilteredFeed[]::new);
  }
}
