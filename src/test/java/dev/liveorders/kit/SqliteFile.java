package dev.liveorders.kit;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A store's file, read as anybody may read it: with SQL. */
public final class SqliteFile implements AutoCloseable {
  private final Connection connection;

  private SqliteFile(Connection connection) {
    this.connection = connection;
  }

  public static SqliteFile open(Path file) throws SQLException {
    return new SqliteFile(DriverManager.getConnection("jdbc:sqlite:" + file));
  }

  /** The one number that a query answers. */
  public long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      if (!result.next()) {
        throw new SQLException("no row: " + query);
      }
      return result.getLong(1);
    }
  }

  /** Keeps everybody else from writing, until it is closed. */
  public void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 15000");
      statement.execute("begin immediate");
    }
  }

  /** Makes the total of a product be this one, without an order. */
  public void falsify(String product, long total) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 5000");
      statement.executeUpdate(
          "update products set total = " + total + " where id = '" + product + "'");
    }
  }

  /** Makes all that a product sold, in each minute and day, be this much. */
  public void falsifySales(String product, long amount) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 5000");
      statement.executeUpdate(
          "update sales set amount = " + amount + " where product_id = '" + product + "'");
    }
  }

  /** Makes all orders so many days older. */
  public void age(int days) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma busy_timeout = 5000");
      statement.executeUpdate("update orders set placed_at = placed_at - 86400000 * " + days);
    }
  }

  /** Makes the file larger by so many megabytes, of a table that nobody reads. */
  public void grow(int megabytes) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table ballast as with recursive n(i) as (select 1 union all"
          + " select i + 1 from n where i < " + megabytes
          + ") select zeroblob(1000000) from n");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
