package dev.liveorders.store.sqlite;

import dev.liveorders.model.Order;
import dev.liveorders.model.OrderHash;
import dev.liveorders.store.RetentionStore;
import dev.liveorders.store.RetentionStore.Cursor;
import dev.liveorders.store.RetentionStore.Outcome;
import dev.liveorders.store.RetentionStore.Slice;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The ids of orders that were folded. All methods run inside a transaction. */
final class SqliteRemembered {
  private static final String ANY = "select exists (select 1 from remembered)";
  private static final String HAS = "select exists (select 1 from remembered where hash = ?)";
  private static final String ADD = "insert into remembered (hash, day) values (?, ?)"
      + " on conflict (hash) do update set day = max(day, excluded.day)";
  private static final String READ =
      "select hash, day from remembered where hash > ? order by hash limit ?";
  private static final String DELETE = "delete from remembered where hash = ?";

  private SqliteRemembered() {}

  /** Tells whether there are any: where nothing was ever folded an order costs one look in an empty table. */
  static boolean any(SqliteSession session) throws SQLException {
    try (ResultSet rows = session.prepare(ANY).executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /** Tells whether an order was folded. An id that we made ourselves is new. */
  static boolean has(SqliteSession session, Order order) throws SQLException {
    if (!order.callersKey()) {
      return false;
    }
    PreparedStatement has = session.prepare(HAS);
    has.setBytes(1, OrderHash.of(order.id().key(), order.product().value()));
    try (ResultSet rows = has.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }

  /**
   * Adds ids, in the order of the table, so that neighbours share a page.
   *
   * @param hashes as {@link OrderHash}
   * @param day    on which their orders are folded, counted from 1970
   */
  static void add(SqliteSession session, List<byte[]> hashes, long day) throws SQLException {
    PreparedStatement add = session.prepare(ADD);
    List<byte[]> sorted = new ArrayList<>(hashes);
    sorted.sort(Arrays::compareUnsigned);
    for (byte[] hash : sorted) {
      add.setBytes(1, hash);
      add.setLong(2, day);
      add.addBatch();
    }
    if (!sorted.isEmpty()) {
      add.executeBatch();
    }
  }

  /** As {@link RetentionStore#forget}. */
  static Outcome forget(SqliteSession session, Slice slice, int days) throws SQLException {
    PreparedStatement read = session.prepare(READ);
    read.setBytes(1, HexFormat.of().parseHex(slice.after().first()));
    read.setInt(2, slice.rows());
    long firstKept = SqliteRetention.today(session) - days;
    List<byte[]> old = new ArrayList<>();
    byte[] last = null;
    int seen = 0;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        seen++;
        last = rows.getBytes(1);
        if (rows.getLong(2) < firstKept) {
          old.add(last);
        }
      }
    }
    PreparedStatement delete = session.prepare(DELETE);
    for (byte[] hash : old) {
      delete.setBytes(1, hash);
      delete.addBatch();
    }
    if (!old.isEmpty()) {
      delete.executeBatch();
    }
    Cursor at = last == null ? slice.after() : new Cursor(HexFormat.of().formatHex(last), "");
    return new Outcome(at, old.size(), seen < slice.rows());
  }
}
