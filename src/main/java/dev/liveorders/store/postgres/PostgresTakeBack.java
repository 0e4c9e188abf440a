package dev.liveorders.store.postgres;

import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes back all orders of a source, by entries of that source with the negative sums. */
final class PostgresTakeBack {
  private static final String HAS = "select exists (select from orders where source = $1) as there";

  /** By the log: for all orders that would be a look for each. */
  private static final String HAS_SINCE =
      "select exists (select from orders where source = $1 and seq > $2) as there";

  private static final String TOO_MANY = """
      select p.id, p.total, o.amount::bigint as amount
        from (select product_id, sum(amount) as amount from orders where source = $1 group by product_id) o
        join products p on p.id = o.product_id
       where p.total < o.amount
       limit 1""";

  private static final String RUN = PostgresCatalogue.COMMIT + "take_back_v1($1, $2) c";

  private PostgresTakeBack() {}

  static Future<Boolean> has(PostgresRetries calls, Source source, long since) {
    return (since == 0
            ? calls.call(HAS, Tuple.of(source.wireName()))
            : calls.call(HAS_SINCE, Tuple.of(source.wireName(), since)))
        .map(rows -> rows.iterator().next().getBoolean("there"));
  }

  static Future<Written<List<Total>>> run(
      PostgresRetries calls, PostgresCatalogue catalogue, Source source) {
    String id = Rejections.takeBackId(source, OrderId.random());
    return calls
        .longCall(TOO_MANY, Tuple.of(source.wireName()))
        .compose(rows -> reject(rows))
        .compose(possible -> catalogue.changeAll(RUN, Tuple.of(source.wireName(), id)))
        .compose(rows -> written(rows, catalogue));
  }

  private static Future<Void> reject(RowSet<Row> rows) {
    for (Row row : rows) {
      return Future.failedFuture(Rejections.cannotTakeBack(
          row.getString("id"), row.getLong("amount"), row.getLong("total")));
    }
    return Future.succeededFuture();
  }

  private static Future<Written<List<Total>>> written(
      RowSet<Row> rows, PostgresCatalogue catalogue) {
    List<Total> totals = new ArrayList<>();
    for (Row row : rows) {
      totals.add(new Total(
          new ProductId(row.getString("id")), row.getLong("total"), row.getLong("at_seq")));
    }
    return totals.isEmpty()
        ? Future.succeededFuture(new Written<>(totals, Optional.empty()))
        : catalogue.back(rows.iterator().next(), totals);
  }
}
