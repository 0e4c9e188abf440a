package dev.liveorders.store.postgres;

import dev.liveorders.model.Commit;
import dev.liveorders.model.Difference;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Total;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.AuditStore.Sums;
import dev.liveorders.store.AuditStore.Totals;
import dev.liveorders.store.OrderStore.Written;
import dev.liveorders.store.Rejections;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares totals with orders, as {@link AuditStore} says. Each call is one statement, and so has one snapshot. */
final class PostgresAudit {
  /** The last commit of a window of whole ones, and then the sums of these. */
  private static final String SUMS = """
      with w as (
        select max(l.seq) as newest, count(*) as rows
          from (select seq from orders where seq > $1 and seq <= least($2, (select seq from ledger))
                 order by seq limit $3) l),
      e as (
        select case when w.rows < $3 then least($2, (select seq from ledger))
                    else greatest($1 + 1, w.newest - 1) end as upto,
               w.rows
          from w)
      select e.upto, e.rows, o.product_id, sum(o.amount)::bigint as amount
        from e left join orders o on o.seq > $1 and o.seq <= e.upto
       group by e.upto, e.rows, o.product_id""";

  private static final String TOTALS = """
      select l.epoch, l.seq as position, p.id, p.total, p.seq
        from ledger l
        left join (select id, total, seq from products where id > $1 order by id limit $2) p on true
       order by p.id""";

  static final String DIFFERENCES = """
      select p.id, p.total, coalesce(o.amount, 0)::bigint as sum, p.retired_seq
        from products p
        left join (select product_id, sum(amount) as amount from orders group by product_id) o on o.product_id = p.id
       where p.total <> coalesce(o.amount, 0)
       order by p.id""";

  private static final String REPAIR =
      PostgresCatalogue.COMMIT + "repair_v1() c order by c.id collate \"C\"";

  private PostgresAudit() {}

  static Future<Sums> sums(PostgresRetries calls, long since, long upTo, int rows) {
    return calls.call(SUMS, Tuple.of(since, upTo, (long) rows)).map(found -> {
      Row first = found.iterator().next();
      Map<ProductId, Long> amounts = new HashMap<>();
      for (Row row : found) {
        if (row.getString("product_id") != null) {
          amounts.put(new ProductId(row.getString("product_id")), row.getLong("amount"));
        }
      }
      return new Sums(first.getLong("upto"), first.getLong("rows").intValue(), amounts);
    });
  }

  static Future<Totals> totals(PostgresRetries calls, Optional<ProductId> after, int limit) {
    Tuple arguments = Tuple.of(after.map(ProductId::value).orElse(""), (long) limit);
    return calls.call(TOTALS, arguments).map(found -> {
      Row first = found.iterator().next();
      List<Total> totals = new ArrayList<>();
      for (Row row : found) {
        if (row.getString("id") != null) {
          totals.add(new Total(
              new ProductId(row.getString("id")), row.getLong("total"), row.getLong("seq")));
        }
      }
      Position position =
          new Position(new Epoch(first.getString("epoch")), first.getLong("position"));
      return new Totals(position, totals);
    });
  }

  static List<Difference> differences(RowSet<Row> rows) {
    List<Difference> differences = new ArrayList<>();
    for (Row row : rows) {
      differences.add(difference(row));
    }
    return differences;
  }

  private static Difference difference(Row row) {
    return new Difference(
        new ProductId(row.getString("id")), row.getLong("total"), row.getLong("sum"));
  }

  /** Looks first, so that a sum that is no total is rejected with both numbers. */
  static Future<Written<List<Difference>>> repair(
      PostgresRetries calls, PostgresCatalogue catalogue) {
    return calls
        .longCall(DIFFERENCES, Tuple.tuple())
        .map(PostgresAudit::differences)
        .compose(found -> {
          found.forEach(Rejections::repairable);
          return found.isEmpty()
              ? Future.succeededFuture(new Written<>(found, Optional.empty()))
              : catalogue.changeAll(REPAIR, Tuple.tuple()).map(PostgresAudit::written);
        });
  }

  private static Written<List<Difference>> written(RowSet<Row> rows) {
    List<Difference> differences = new ArrayList<>();
    List<Total> shown = new ArrayList<>();
    Optional<Commit> commit = Optional.empty();
    for (Row row : rows) {
      Difference difference = difference(row);
      differences.add(difference);
      long seq = row.getLong("at_seq");
      if (row.getLong("retired_seq") == 0) {
        shown.add(new Total(difference.product(), difference.sum(), seq));
      }
      commit = Optional.of(Commit.ofTotals(new Epoch(row.getString("in_epoch")), seq, shown)
          .with(PostgresCatalogue.nothingSold(row)));
    }
    return new Written<>(differences, commit);
  }
}
