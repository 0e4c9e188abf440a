package dev.liveorders.store.postgres;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** The tables of a store, by a session of its role; and its clock, which stands still until it is moved, also back. */
final class PostgresStoreTables {
  private final Tenant tenant;
  private long now;

  PostgresStoreTables(Tenant tenant) {
    this.tenant = tenant;
  }

  /** Carries out SQL; the first value that it answers, or null. */
  String sql(String sql) {
    try (Connection connection = PostgresServer.shared().connect();
        Statement statement = connection.createStatement()) {
      statement.execute("set session authorization " + tenant.name());
      if (!statement.execute(sql)) {
        return null;
      }
      ResultSet rows = statement.getResultSet();
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException rejected) {
      throw new IllegalStateException(sql, rejected);
    }
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

  /** Sets the clock of the store, and its time. */
  void begin(Instant instant) {
    set(instant.toEpochMilli());
    sql("update ledger set at = " + now);
  }

  void move(Duration by) {
    set(now + by.toMillis());
  }

  private void set(long millis) {
    now = millis;
    sql("create or replace function clock_v1() returns bigint language sql volatile as 'select "
        + millis + "::bigint'");
  }

  long now() {
    return now;
  }

  /** Lets the clock of the store be at an instant when it is looked at, and some milliseconds later at each look after that. */
  void moveAtEachLook(Instant first) {
    sql("create sequence looks minvalue 0");
    sql("create or replace function clock_v1() returns bigint language sql volatile as 'select "
        + first.toEpochMilli() + " + 30 * nextval(''looks'')'");
  }
}
