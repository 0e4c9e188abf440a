package dev.liveorders.store.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Leases, on SQLite's clock. All methods run inside a transaction. */
final class SqliteLeases {
  private static final String TAKE =
      "insert into leases (name, holder, expires_at) values (?, ?, unixepoch('subsec') + ?)"
          + " on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at"
          + " where holder = excluded.holder or expires_at <= unixepoch('subsec')";
  private static final String HELD =
      "select count(*) from leases where name = ? and holder = ? and expires_at > unixepoch('subsec')";

  private SqliteLeases() {}

  /** Takes or keeps the lease; false when somebody else has it. */
  static boolean take(SqliteSession session, String name, String holder, Duration duration)
      throws SQLException {
    PreparedStatement take = session.prepare(TAKE);
    take.setString(1, name);
    take.setString(2, holder);
    take.setDouble(3, duration.toMillis() / 1000.0);
    return take.executeUpdate() == 1;
  }

  static boolean isHeld(SqliteSession session, String name, String holder) throws SQLException {
    PreparedStatement held = session.prepare(HELD);
    held.setString(1, name);
    held.setString(2, holder);
    try (ResultSet rows = held.executeQuery()) {
      rows.next();
      return rows.getInt(1) == 1;
    }
  }
}
