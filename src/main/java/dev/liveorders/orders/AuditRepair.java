package dev.liveorders.orders;

import dev.liveorders.json.DifferenceJson;
import dev.liveorders.store.AuditStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The correction of totals and sales by a server that has the store open, so that all who watch are told. */
final class AuditRepair {
  private AuditRepair() {}

  /** Corrects totals, then sales, and answers what differed. */
  static Future<JsonObject> run(AuditStore audit, FollowedStore followed) {
    return followed.write(audit.repair()).compose(totals -> followed
        .write(audit.repairSales())
        .map(sales -> DifferenceJson.writeAll(totals, sales)));
  }
}
