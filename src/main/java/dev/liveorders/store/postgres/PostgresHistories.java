package dev.liveorders.store.postgres;

import dev.liveorders.model.Buckets;
import dev.liveorders.model.ProductId;
import dev.liveorders.model.Sales;
import dev.liveorders.model.SalesHistory;
import io.vertx.sqlclient.Row;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The histories of sales in the answer to {@code changes_v3}: one instance for one answer. */
final class PostgresHistories {
  private static final int RESOLUTIONS = 4;
  private static final Integer[] NONE = {};

  private final Buckets[] shop = none();
  private final Map<ProductId, Buckets[]> products = new HashMap<>();
  private long at;
  private ZoneId zone;

  /** Takes the row of the ledger. */
  void begin(Row ledger) {
    at = ledger.getLong("total");
    zone = ZoneId.of(ledger.getString("info"));
  }

  void addShop(Row row) {
    shop[resolution(row)] = buckets(row);
  }

  void addProduct(Row row) {
    products.computeIfAbsent(new ProductId(row.getString("id")), id -> none())[resolution(row)] =
        buckets(row);
  }

  /** Returns them, when all rows are there. */
  Sales sales() {
    Map<ProductId, SalesHistory> histories = new HashMap<>();
    products.forEach((id, buckets) -> histories.put(id, history(buckets)));
    return Sales.of(at, new Sales.History(zone, history(shop), histories));
  }

  private static int resolution(Row row) {
    return row.getLong("total").intValue();
  }

  private static Buckets[] none() {
    Buckets[] buckets = new Buckets[RESOLUTIONS];
    Arrays.fill(buckets, Buckets.NONE);
    return buckets;
  }

  private static SalesHistory history(Buckets[] buckets) {
    return new SalesHistory(buckets[0], buckets[1], buckets[2], buckets[3]);
  }

  private static Buckets buckets(Row row) {
    Integer[] orders = row.getArrayOfIntegers("orders");
    return new Buckets(
        ints(row.getArrayOfIntegers("starts")),
        Arrays.stream(row.getArrayOfLongs("amounts")).mapToLong(Long::longValue).toArray(),
        ints(orders == null ? NONE : orders));
  }

  private static int[] ints(Integer[] values) {
    return Arrays.stream(values).mapToInt(Integer::intValue).toArray();
  }
}
