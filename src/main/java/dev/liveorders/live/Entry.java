package dev.liveorders.live;

import dev.liveorders.model.Product;
import dev.liveorders.model.Total;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A product on the board, and a link in its feed's list of changes, newest first. Confined to the event loop of its board.
 * What its JSON is made of is kept as bytes, so that encoding it is three copies.
 */
final class Entry {
  private static final byte[] END = {'}'};
  private static final NarrowFeed[] NONE = {};

  /** {@code {"id":"A1","total":}; all its characters are ASCII. */
  final byte[] head;

  /** {@code }}, or the extra fields and the brace: {@code ,"unit":"pcs"}}. */
  byte[] tail = END;

  final CategoryFeed feed;
  Product product;
  long total;
  long seq;

  /** The narrow feeds that have it, mostly none. */
  NarrowFeed[] narrow = NONE;

  /** The next newer and the next older change of the feed. */
  Entry newer;

  Entry older;

  Entry(CategoryFeed feed, Product product) {
    this.feed = feed;
    this.head = ("{\"id\":\"" + product.id() + "\",\"total\":").getBytes(StandardCharsets.US_ASCII);
    set(product);
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

  void addNarrow(NarrowFeed feed) {
    narrow = Arrays.copyOf(narrow, narrow.length + 1);
    narrow[narrow.length - 1] = feed;
  }

  void removeNarrow(NarrowFeed feed) {
    narrow = Arrays.stream(narrow).filter(other -> other != feed).toArray(NarrowFeed[]::new);
  }

  /** The product with its newest total. */
  Product product() {
    return product.total() == total && product.seq() == seq
        ? product
        : product.withTotal(total, seq);
  }
}
