package dev.liveorders.store.postgres;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Order.Source;
import dev.liveorders.model.OrderId;
import dev.liveorders.model.Position;
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

  private static final String TOO_MANY = """
      select p.id, p.total, o.amount::bigint as amount
        from (select product_id, sum(amount) as amount from orders where source = $1 group by product_id) o
        join products p on p.id = o.product_id
       where p.total < o.amount
       limit 1""";

  /** One statement, and so one transaction with one snapshot; the ledger stays as it is when there is nothing to take back. */
  private static final String RUN = """
      with taken as (
        select product_id, sum(amount)::bigint as amount from orders where source = $1 group by product_id
        having sum(amount) <> 0),
      moved as (
        update ledger set seq = seq + 1 where exists (select from taken) returning seq),
      entered as (
        insert into orders (order_id, product_id, amount, source, placed_at, seq)
        select $2, t.product_id, -t.amount, $1, now(), m.seq from taken t, moved m)
      update products p set total = p.total - t.amount, seq = m.seq
        from taken t, moved m
       where p.id = t.product_id
      returning p.id, p.total, p.seq, p.retired_seq""";

  private PostgresTakeBack() {}

  static Future<Boolean> has(PostgresRetries calls, Source source) {
    return calls
        .call(HAS, Tuple.of(source.wireName()))
        .map(rows -> rows.iterator().next().getBoolean("there"));
  }

  static Future<Written<List<Total>>> run(PostgresRetries calls, Position before, Source source) {
    String id = Rejections.takeBackId(source, OrderId.random());
    return calls
        .call(TOO_MANY, Tuple.of(source.wireName()))
        .compose(rows -> refuse(rows))
        .compose(possible -> calls.call(RUN, Tuple.of(source.wireName(), id)))
        .map(rows -> written(rows, before));
  }

  private static Future<Void> refuse(RowSet<Row> rows) {
    for (Row row : rows) {
      return Future.failedFuture(Rejections.cannotTakeBack(
          row.getString("id"), row.getLong("amount"), row.getLong("total")));
    }
    return Future.succeededFuture();
  }

  private static Written<List<Total>> written(RowSet<Row> rows, Position before) {
    List<Total> totals = new ArrayList<>();
    List<Total> shown = new ArrayList<>();
    for (Row row : rows) {
      Total left =
          new Total(new ProductId(row.getString("id")), row.getLong("total"), row.getLong("seq"));
      totals.add(left);
      if (row.getLong("retired_seq") == 0) {
        shown.add(left);
      }
    }
    return totals.isEmpty()
        ? new Written<>(totals, Optional.empty())
        : new Written<>(
            totals, Optional.of(Commit.ofTotals(before.epoch(), totals.get(0).seq(), shown)));
  }
}
