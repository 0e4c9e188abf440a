package dev.liveorders.store.postgres;

import dev.liveorders.model.ProductId;
import dev.liveorders.model.Resolution;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.model.SalesDifference.Sold;
import dev.liveorders.store.AuditStore;
import dev.liveorders.store.KeptSales;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares sales with orders, and corrects them, as {@link AuditStore} says: each is one call of a database function.
 */
final class PostgresSalesAudit {
  /** Tells whether the schema is one that keeps sales. */
  static final String KNOWN = "select to_regproc('sales_differences_v1') is not null as known";

  static final String DIFFERENCES = "select * from sales_differences_v1()";
  private static final String REPAIR = PostgresCatalogue.COMMIT + "repair_sales_v1() c";

  private PostgresSalesAudit() {}

  /** Looks first, so that no order waits where nothing differs. */
  static Future<Written<List<SalesDifference>>> repair(
      PostgresRetries calls, PostgresCatalogue catalogue) {
    return calls
        .longCall(DIFFERENCES, Tuple.tuple())
        .compose(found -> found.size() == 0
            ? Future.succeededFuture(found)
            : catalogue.changeAll(REPAIR, Tuple.tuple()))
        .compose(rows -> rows.size() == 0
            ? Future.succeededFuture(new Written<>(List.of(), Optional.empty()))
            : catalogue.back(rows.iterator().next(), differences(rows)));
  }

  static List<SalesDifference> differences(RowSet<Row> rows) {
    List<SalesDifference> differences = new ArrayList<>();
    for (Row row : rows) {
      String product = row.getString("product_id");
      differences.add(new SalesDifference(
          product.equals(KeptSales.SHOP) ? Optional.empty() : Optional.of(new ProductId(product)),
          Resolution.values()[row.getShort("step")],
          row.getLong("begins"),
          new Sold(row.getLong("stored_amount"), row.getLong("stored_orders")),
          new Sold(row.getLong("amount"), row.getLong("orders"))));
    }
    return differences;
  }
}
