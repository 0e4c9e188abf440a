package dev.liveorders.store.postgres;

import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Position;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.RetiredProduct;
import dev.liveorders.model.Retirements;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.StoreException;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads where the store stands, and what was changed since. */
final class PostgresLedger {
  static final String POSITION = "select epoch, seq from ledger";
  /** Waits for who has the ledger, as an order would. */
  static final String PROBE = "select seq from ledger for update";

  static final String RENEW =
      "update ledger set epoch = case epoch when $2 then $1 else epoch end returning epoch, seq";
  private static final String CHANGES = "select * from changes_v3($1)";
  private static final String LEASE = "select held from lease_v1($1, $2, $3)";

  private static final int LEDGER = 0;
  private static final int CATEGORY = 1;
  private static final int PRODUCT = 2;
  private static final int RETIRED_PRODUCT = 4;
  private static final int RETIRED_CATEGORY = 5;
  private static final int SHOP_SALES = 6;
  private static final int PRODUCT_SALES = 7;

  private PostgresLedger() {}

  static Position position(Row row) {
    return new Position(new Epoch(row.getString("epoch")), row.getLong("seq"));
  }

  /** Gives the store a new epoch, if it still has this one; returns where it stands. */
  static Future<Position> renew(PostgresRetries calls, Epoch expected) {
    Tuple arguments = Tuple.of(Epoch.random().value(), expected.value());
    return calls
        .repeatable(RENEW, arguments, arguments)
        .recover(calls::explained)
        .map(answer -> position(answer.row()));
  }

  /** As {@link OrderStore#lease}. */
  static Future<Boolean> lease(
      PostgresRetries calls, String name, String holder, Duration duration) {
    return calls
        .call(LEASE, Tuple.of(name, holder, duration.toMillis()))
        .map(rows -> rows.iterator().next().getBoolean("held"));
  }

  /** As {@link OrderStore#changesSince}: one statement, and so one snapshot. */
  static Future<Commit> changes(PostgresRetries calls, long since) {
    return calls.call(CHANGES, Tuple.of(since)).map(rows -> changes(rows, since));
  }

  private static Commit changes(RowSet<Row> rows, long since) {
    Position now = null;
    Map<Long, Category> categories = new TreeMap<>();
    List<Product> products = new ArrayList<>();
    List<Total> totals = new ArrayList<>();
    List<RetiredProduct> retired = new ArrayList<>();
    List<CategoryName> retiredCategories = new ArrayList<>();
    PostgresHistories histories = new PostgresHistories();
    for (Row row : rows) {
      switch (row.getInteger("kind")) {
        case LEDGER -> {
          now = new Position(new Epoch(row.getString("name")), row.getLong("seq"));
          histories.begin(row);
        }
        case CATEGORY -> categories.put(row.getLong("total"), category(row));
        case PRODUCT -> products.add(product(row));
        case RETIRED_PRODUCT -> retired.add(retired(row));
        case RETIRED_CATEGORY -> retiredCategories.add(new CategoryName(row.getString("category")));
        case SHOP_SALES -> histories.addShop(row);
        case PRODUCT_SALES -> histories.addProduct(row);
        default ->
          totals.add(new Total(
              new ProductId(row.getString("id")), row.getLong("total"), row.getLong("seq")));
      }
    }
    if (now == null) {
      throw new StoreException("the store has lost its ledger; restore a copy", null);
    }
    return new Commit(
        now.epoch(),
        Math.min(since, now.seq()),
        now.seq(),
        List.copyOf(categories.values()),
        products,
        totals,
        new Retirements(retiredCategories, retired),
        histories.sales());
  }

  private static RetiredProduct retired(Row row) {
    return new RetiredProduct(
        new ProductId(row.getString("id")),
        new CategoryName(row.getString("category")),
        row.getLong("seq"));
  }

  private static Category category(Row row) {
    return new Category(
        new CategoryName(row.getString("category")), row.getString("name"), row.getString("info"));
  }

  static Product product(Row row) {
    return new Product(
        new ProductId(row.getString("id")),
        new CategoryName(row.getString("category")),
        row.getString("name"),
        row.getBigDecimal("rrp"),
        row.getString("info"),
        Extras.stored(row.getString("extra")),
        row.getLong("total"),
        row.getLong("seq"));
  }
}
