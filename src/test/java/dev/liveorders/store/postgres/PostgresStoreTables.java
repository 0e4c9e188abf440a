package dev.liveorders.store.postgres;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/** The tables of a store, by its role; and its clock, which stands still until it is moved, also back. */
final class PostgresStoreTables {
  private final Tenant tenant;
  private long now;

  PostgresStoreTables(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Carries out SQL; the first value that it answers, or null. */
  String sql(String sql) {
    return PostgresServer.shared().sqlAs(tenant.name(), sql);
  }

  long number(String sql) {
    return Long.parseLong(sql(sql));
  }

  /** Makes the tables as a release made them that knew the schema up to a version. */
  void create(int version) {
    for (int step = 1; step <= version; step++) {
      sql(script(step));
    }
    sql("insert into live_orders_schema values (" + version + ", 1)");
    sql(
        "insert into ledger (id, origin, epoch, seq) values (1, '00000000000000a1', '00000000000000a2', 0)");
  }

  private static String script(int step) {
    try (InputStream script =
        PostgresSchema.class.getResourceAsStream("postgres-" + step + ".sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Keeps a copy of all rows, for {@link #restore}. */
  void keep() {
    sql("""
        do $$
        declare
          name text;
        begin
          for name in select tablename from pg_tables where schemaname = current_schema() loop
            execute format('create table kept_%s as table %I', name, name);
          end loop;
        end $$""");
  }

  /** Puts the kept rows in the place of all others; the store has the time of now. Nobody may have it open. */
  void restore() {
    sql("""
        do $$
        declare
          names text[] := (select array_agg(tablename) from pg_tables
                            where schemaname = current_schema() and tablename not like 'kept_%');
          name text;
        begin
          set local lock_timeout = 10000;
          execute 'truncate ' || array_to_string(names, ', ') || ' restart identity';
          foreach name in array names loop
            execute format('insert into %I overriding system value table kept_%s', name, name);
          end loop;
          update ledger set at = clock_v1();
        end $$""");
  }

  /** Sets the clock of the store, and its time. */
  void begin(Instant instant) {
    now = instant.toEpochMilli();
    sql("create table moved_clock as select " + now + "::bigint as millis");
    sql("create or replace function clock_v1() returns bigint language sql volatile as"
        + " 'select millis from moved_clock'");
    sql("update ledger set at = " + now);
  }

  /** Not by another function, after which all that call it would be planned anew. */
  void move(Duration by) {
    now += by.toMillis();
    sql("update moved_clock set millis = " + now);
  }

  long now() {
    return now;
  }

  /**
   * Lets the clock of the store be at an instant when it is looked at, and some milliseconds later at each look after
   * that.
   */
  void moveAtEachLook(Instant first) {
    sql("create sequence looks minvalue 0");
    sql("create or replace function clock_v1() returns bigint language sql volatile as 'select "
        + first.toEpochMilli() + " + 30 * nextval(''looks'')'");
  }
}
