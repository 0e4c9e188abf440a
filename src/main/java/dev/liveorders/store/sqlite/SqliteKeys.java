package dev.liveorders.store.sqlite;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.AccessKeys;
import dev.liveorders.model.Scope;
import dev.liveorders.model.SecretHash;
import dev.liveorders.store.AccessKeyStore;
import dev.liveorders.store.Rejections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys of {@link AccessKeyStore}. All methods run inside a transaction. */
final class SqliteKeys {
  private static final String VERSION = "select version from access_version";
  private static final String ALL =
      "select id, name, scopes, created_at, expires_at, used_on, hash from access_keys order by created_at, id";
  private static final String COUNT = "select count(*) from access_keys";
  private static final String NAMED = "select count(*) from access_keys where name = ?";
  private static final String INSERT =
      "insert into access_keys (id, name, scopes, created_at, expires_at, hash) values (?, ?, ?, ?, ?, ?)";
  private static final String DELETE = "delete from access_keys where id = ?";
  private static final String MOVE = "update access_version set version = version + 1";
  private static final String USED =
      "update access_keys set used_on = ? where id = ? and (used_on is null or used_on < ?)";

  private SqliteKeys() {}

  static long version(SqliteSession session) throws SQLException {
    return number(session.prepare(VERSION));
  }

  private static long number(PreparedStatement question) throws SQLException {
    try (ResultSet rows = question.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  static AccessKeys all(SqliteSession session) throws SQLException {
    List<AccessKey> keys = new ArrayList<>();
    try (ResultSet rows = session.prepare(ALL).executeQuery()) {
      while (rows.next()) {
        keys.add(key(rows));
      }
    }
    return new AccessKeys(version(session), keys);
  }

  private static AccessKey key(ResultSet row) throws SQLException {
    long end = row.getLong("expires_at");
    boolean forEver = row.wasNull();
    return new AccessKey(
        row.getString("id"),
        row.getString("name"),
        Scope.parse(row.getString("scopes")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        forEver ? Optional.empty() : Optional.of(Instant.ofEpochMilli(end)),
        Optional.ofNullable(row.getString("used_on")).map(LocalDate::parse),
        SecretHash.of(row.getBytes("hash")));
  }

  static Void add(SqliteSession session, AccessKey key) throws SQLException {
    PreparedStatement named = session.prepare(NAMED);
    named.setString(1, key.name());
    if (number(named) > 0) {
      throw Rejections.keyNameTaken(key);
    }
    if (number(session.prepare(COUNT)) >= AccessKeys.MAX) {
      throw Rejections.tooManyKeys();
    }
    PreparedStatement insert = session.prepare(INSERT);
    insert.setString(1, key.id());
    insert.setString(2, key.name());
    insert.setString(3, Scope.format(key.scopes()));
    insert.setLong(4, key.created().toEpochMilli());
    if (key.expires().isPresent()) {
      insert.setLong(5, key.expires().get().toEpochMilli());
    } else {
      insert.setNull(5, Types.INTEGER);
    }
    insert.setBytes(6, key.hash().bytes());
    insert.executeUpdate();
    session.prepare(MOVE).executeUpdate();
    return null;
  }

  static AccessKey remove(SqliteSession session, String nameOrId) throws SQLException {
    AccessKey key = all(session).find(nameOrId).orElseThrow(() -> Rejections.unknownKey(nameOrId));
    PreparedStatement delete = session.prepare(DELETE);
    delete.setString(1, key.id());
    delete.executeUpdate();
    session.prepare(MOVE).executeUpdate();
    return key;
  }

  static Void used(SqliteSession session, Set<String> ids, LocalDate day) throws SQLException {
    PreparedStatement used = session.prepare(USED);
    for (String id : ids) {
      used.setString(1, day.toString());
      used.setString(2, id);
      used.setString(3, day.toString());
      used.executeUpdate();
    }
    return null;
  }
}
