package dev.liveorders.store.postgres;

import dev.liveorders.model.CategoryName;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.EntrySlice;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The orders of a product, by the index {@code orders_log}, which has them in the order of their commits. */
final class PostgresEntries {
  /** The product, and the oldest commit of the next rows of the log, with how many these are. */
  private static final String WINDOW = """
      select p.category, p.total, p.seq, w.oldest, w.rows
        from products p,
             (select min(l.seq) as oldest, count(*) as rows
                from (select seq from orders where seq < $2 order by seq desc limit $3) l) w
       where p.id = $1""";

  static final String ENTRIES = """
      select order_id, amount, source, placed_at, seq from orders
       where seq < $1 and seq >= $2 and product_id = $3
       order by seq desc, order_id
       limit $4""";

  private static final Long ALL = null;

  private PostgresEntries() {}

  /** As {@link OrderStore#entries}. */
  static Future<EntrySlice> read(PostgresRetries calls, ProductId product, long before, int limit) {
    return calls
        .call(WINDOW, Tuple.of(product.value(), before, EntrySlice.ROWS))
        .compose(rows -> rows.size() == 0
            ? Future.failedFuture(Rejections.unknownProduct(product))
            : read(calls, product, before, limit, rows.iterator().next()));
  }

  private static Future<EntrySlice> read(
      PostgresRetries calls, ProductId product, long before, int limit, Row window) {
    CategoryName category = new CategoryName(window.getString("category"));
    Total total = new Total(product, window.getLong("total"), window.getLong("seq"));
    long from = from(window, before);
    return entries(calls, product, before, from, (long) limit).compose(entries -> {
      if (entries.size() < limit) {
        return Future.succeededFuture(new EntrySlice(category, total, entries, from));
      }
      long last = entries.get(limit - 1).seq(); // the rest of the last commit belongs to it
      return entries(calls, product, before, last, ALL)
          .map(whole -> new EntrySlice(category, total, whole, last));
    });
  }

  /** The first commit of a window of whole commits; 0 when it begins with the log. */
  private static long from(Row window, long before) {
    if (window.getLong("rows") < EntrySlice.ROWS) {
      return 0;
    }
    long oldest = window.getLong("oldest");
    return oldest + 1 < before ? oldest + 1 : oldest; // the oldest may not be there as a whole
  }

  private static Future<List<OrderEntry>> entries(
      PostgresRetries calls, ProductId product, long before, long from, Long limit) {
    return calls.call(ENTRIES, Tuple.of(before, from, product.value(), limit)).map(rows -> {
      List<OrderEntry> entries = new ArrayList<>();
      for (Row row : rows) {
        entries.add(new OrderEntry(
            OrderId.ofKey(row.getString("order_id")),
            row.getLong("amount"),
            row.getString("source"),
            row.getOffsetDateTime("placed_at").toInstant(),
            row.getLong("seq")));
      }
      return entries;
    });
  }
}
