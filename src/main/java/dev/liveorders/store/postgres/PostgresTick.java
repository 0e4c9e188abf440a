package dev.liveorders.store.postgres;

import dev.liveorders.store.OrderStore.Written;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The time of the store: that of the server. */
final class PostgresTick {
  private static final String NOW =
      "select (extract(epoch from clock_timestamp()) * 1000)::bigint as at";

  private PostgresTick() {}

  /** Tells the time. There is none in commits yet, so that none has to be made for it. */
  static Future<Written<Long>> run(PostgresRetries calls) {
    return calls
        .call(NOW, Tuple.tuple())
        .map(rows -> new Written<>(rows.iterator().next().getLong("at"), Optional.empty()));
  }
}
