package dev.liveorders.store.postgres;

import dev.liveorders.model.Order;
import dev.liveorders.model.OrderAnswer;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Has orders counted by one call of the database function, and asks again for those without an answer. */
final class PostgresPlacing {
  private PostgresPlacing() {}

  /**
   * Counts orders.
   *
   * @param before where the store stood at least
   */
  static Future<Written<List<OrderAnswer>>> run(
      PostgresRetries calls, Position before, List<Order> orders) {
    // each call is a transaction of its own: what it wrote is durable when it is answered
    PostgresPlaceOrders placement = new PostgresPlaceOrders(orders);
    Tuple careful = placement.carefulArguments();
    return calls
        .repeatable(PostgresPlaceOrders.PLACE, placement.arguments(), careful)
        .recover(cause -> PostgresPlaceOrders.isOutOfRange(cause)
            ? calls.repeatable(PostgresPlaceOrders.PLACE, careful, careful)
            : Future.failedFuture(cause))
        .recover(calls::explained)
        .compose(answer -> answer.inDoubt()
            ? settled(calls, placement, answer.row(), before.seq())
            : Future.succeededFuture(placement.read(answer.row(), Long.MAX_VALUE)));
  }

  /**
   * An attempt without an answer may have made a commit that was not announced: all changes since are announced. When
   * that cannot be read, the callers get their answers all the same.
   */
  private static Future<Written<List<OrderAnswer>>> settled(
      PostgresRetries calls, PostgresPlaceOrders placement, Row row, long before) {
    Written<List<OrderAnswer>> written = placement.read(row, before);
    return PostgresLedger.changes(calls, before)
        .map(changes -> new Written<>(
            written.answer(),
            changes.to() > changes.from() ? Optional.of(changes) : written.commit()))
        .otherwise(written);
  }
}
