package dev.liveorders.store.sqlite;

import dev.liveorders.model.Quoted;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreTime;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time zone that a store counts days of sales in. */
final class SqliteZone {
  private static final Logger log = LoggerFactory.getLogger(SqliteZone.class);
  private static final String READ = "select time_zone from ledger";
  private static final String ANY = "select exists (select 1 from sales)";

  private SqliteZone() {}

  /**
   * Makes the zone the one that is wanted, if any is. Days of sales are made anew then, and what is known of them
   * elsewhere is void: the store gets another epoch.
   *
   * @throws StoreException when the store's zone is unknown here, and no other is wanted
   */
  static void settle(SqliteSession session, Path path, StoreTime time) throws SQLException {
    String stored = stored(session);
    if (time.zone().isEmpty()) {
      check(stored, path);
    } else if (!time.zone().get().getId().equals(stored)) {
      move(session, stored, time.zone().get());
    }
  }

  private static String stored(SqliteSession session) throws SQLException {
    PreparedStatement read = session.prepare(READ);
    try (ResultSet rows = read.executeQuery()) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void check(String stored, Path path) {
    try {
      ZoneId.of(stored);
    } catch (DateTimeException unknown) {
      throw new StoreException(
          "the store " + path + " counts days in the time zone " + Quoted.of(stored)
              + ", which this Java does not know; set windows.timeZone",
          unknown);
    }
  }

  private static void move(SqliteSession session, String stored, ZoneId zone) throws SQLException {
    session.begin();
    boolean sold = session.queryLong(ANY) > 0;
    SqliteSalesOfOrders.moveTo(session, session.queryLong("select at from ledger"), zone);
    if (sold) {
      SqliteLedger.renewEpoch(session, SqliteLedger.position(session).epoch());
    }
    session.commit();
    if (sold) {
      log.info(
          "days of sales are counted in {} from now on, not in {}; watchers get everything anew, in a new epoch",
          zone,
          stored);
    }
  }
}
