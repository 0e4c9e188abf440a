package dev.liveorders.store.sqlite;

import dev.liveorders.model.Epoch;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreTime;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The tables of a store file, and how older ones become them. */
final class SqliteSchema {
  /** Tells our files from other SQLite files: "LORD" in ASCII. */
  static final int APPLICATION_ID = 0x4C4F5244;

  /** The steps that bring a file from version i to version i + 1. A released step is never changed. */
  private static final List<List<String>> STEPS = List.of(
      List.of(
          "create table ledger ("
              + "id integer primary key check (id = 1), epoch text not null, seq integer not null) strict",
          "create table categories ("
              + "position integer primary key, name text not null unique, title text not null, prefix text not null unique,"
              + " seq integer not null) strict",
          "create index categories_seq on categories (seq)",
          "create table products ("
              + "id text not null unique, category text not null references categories (name), name text not null,"
              + " rrp text not null, info text not null, extra text not null,"
              + " total integer not null check (total between 0 and 9007199254740991),"
              + " seq integer not null, details_seq integer not null) strict",
          "create index products_seq on products (seq)",
          "create table orders ("
              + "order_id text not null, product_id text not null references products (id), amount integer not null,"
              + " source text not null, placed_at integer not null, seq integer not null,"
              + " primary key (order_id, product_id)) strict, without rowid",
          "create table leases (name text primary key, holder text not null, expires_at real not null) strict"),
      List.of("alter table ledger add column needs_log integer not null default 0"),
      List.of("create index products_number on products (rtrim(id, '0123456789'),"
          + " length(ltrim(substr(id, length(rtrim(id, '0123456789')) + 1), '0')),"
          + " ltrim(substr(id, length(rtrim(id, '0123456789')) + 1), '0'))"),
      List.of(
          "create table access_keys ("
              + "id text primary key, name text not null unique, scopes text not null, created_at integer not null,"
              + " expires_at integer, used_on text, hash blob not null check (length(hash) = 32)) strict",
          "create table access_version (id integer primary key check (id = 1), version integer not null) strict",
          "insert into access_version (id, version) values (1, 0)"),
      List.of(
          "alter table products add column retired_seq integer not null default 0",
          "alter table categories add column retired_seq integer not null default 0",
          "create index products_retired on products (retired_seq) where retired_seq > 0",
          "create index orders_log on orders (seq, product_id, amount)"),
      List.of(
          "create table remembered ("
              + "hash blob primary key check (length(hash) = 16), day integer not null) strict, without rowid"),
      List.of(
          "alter table ledger add column at integer not null default 0",
          "alter table ledger add column time_zone text not null default ''",
          "create table sales ("
              + "step integer not null, start integer not null, product_id text not null, amount integer not null,"
              + " orders integer not null, primary key (step, start, product_id)) strict, without rowid"));

  /** The version this program knows. */
  static final int VERSION = STEPS.size();

  /** The version since which products and categories can be retired. */
  private static final int RETIREMENT_VERSION = 5;

  /** The version since which there are sales. */
  private static final int SALES_VERSION = 7;

  private SqliteSchema() {}

  /** Tells whether there are retirements: a file that is only read is not brought up to date. */
  static boolean hasRetirements(SqliteSession session) throws SQLException {
    return session.queryLong("pragma user_version") >= RETIREMENT_VERSION;
  }

  /** Tells whether there are sales: a file that is only read is not brought up to date. */
  static boolean hasSales(SqliteSession session) throws SQLException {
    return session.queryLong("pragma user_version") >= SALES_VERSION;
  }

  /** Rejects a file of another program or a newer version, before anything in it is changed. */
  static void check(SqliteSession session, Path path) throws SQLException {
    long version = session.queryLong("pragma user_version");
    boolean ours = session.queryLong("pragma application_id") == APPLICATION_ID;
    boolean hasTables = session.queryLong("select count(*) from sqlite_schema") > 0;
    if (!hasTables) {
      throw SqliteFileChecks.noTables(path);
    }
    if (!ours) {
      throw new StoreException(
          path + " is an SQLite file, but no Live Orders store; choose another file with store.url",
          null);
    }
    if (ours && version > VERSION) {
      throw new StoreException(
          "the store " + path + " has schema version " + version
              + ", this program knows versions up to " + VERSION
              + "; run the newer program that wrote it",
          null);
    }
  }

  /** Brings the tables up to date, in one transaction. */
  static void migrate(SqliteSession session, StoreTime time) throws SQLException {
    if (session.queryLong("pragma user_version") == VERSION) {
      return;
    }
    session.begin();
    int version =
        (int) session.queryLong("pragma user_version"); // another process may have been faster
    for (List<String> step : STEPS.subList(version, VERSION)) {
      for (String statement : step) {
        session.execute(statement);
      }
    }
    if (version == 0) {
      session.execute(
          "insert into ledger (id, epoch, seq) values (1, '" + Epoch.random() + "', 0)");
    }
    if (version < SALES_VERSION) {
      SqliteSalesOfOrders.begin(session, time.zoneOfNew());
    }
    session.execute("pragma application_id = " + APPLICATION_ID);
    session.execute("pragma user_version = " + VERSION);
    session.commit();
  }
}
