package dev.liveorders.kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server of this machine, where roles log in with a password (SCRAM) and the administrator without.
 */
public final class PostgresServer {
  private static final String LOOPBACK = "localhost";

  /** Its first look at the data has been slow where a dozen processes started at once. */
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

  private static final int ANSWER_SECONDS = 20;

  /** For a copy of its data, too. */
  private static final long COMMAND_SECONDS = 60;

  private static final AtomicInteger TENANTS = new AtomicInteger();

  private static PostgresServer shared;

  private final Path data;
  private final boolean durable;
  private final boolean restartable;
  private final String addresses;
  private EmbeddedPostgres process;

  /** What {@link #sql} goes by: a connection is a process of the server, which costs it more than most questions. */
  private Connection administrator;

  private PostgresServer(Path data, boolean durable, boolean restartable, String addresses) {
    this.data = data;
    this.durable = durable;
    this.restartable = restartable;
    this.addresses = addresses;
  }

  /** A role that owns a schema of its own and nothing else. */
  public record Tenant(String name, String password, int port) {
    public String url() {
      return url("localhost:" + port);
    }

    /** The same database, reached by way of these hosts. */
    public String url(String hosts) {
      return "postgresql://" + name + "@" + hosts + "/postgres?sslmode=disable";
    }
  }

  /** The server that the tests of this JVM share; it runs until the JVM ends. */
  public static synchronized PostgresServer shared() {
    if (shared == null) {
      try {
        shared =
            new PostgresServer(Files.createTempDirectory("live-orders-pg"), false, false, LOOPBACK);
        shared.start(FreePort.find());
        shared.sql("revoke create on schema public from public"); // as it is since version 15
      } catch (IOException noFolder) {
        throw new UncheckedIOException(noFolder);
      }
    }
    return shared;
  }

  /**
   * Starts a server.
   *
   * @param data    an empty folder
   * @param durable whether it waits for the disk as a real one does
   */
  public static PostgresServer start(Path data, boolean durable) throws IOException {
    return start(data, durable, LOOPBACK);
  }

  /** Starts a server that listens on one more address of this machine, too. */
  public static PostgresServer startOn(String address, Path data) throws IOException {
    return start(data, false, LOOPBACK + "," + address);
  }

  private static PostgresServer start(Path data, boolean durable, String addresses)
      throws IOException {
    PostgresServer server = new PostgresServer(data, durable, true, addresses);
    PostgresTemplate.copyTo(data);
    server.start(FreePort.find());
    return server;
  }

  private void start(int port) throws IOException {
    process = EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(!restartable)
        .setPort(port)
        .setServerConfig("fsync", durable ? "on" : "off")
        .setServerConfig("scram_iterations", "1") // thousands are for passwords that can be guessed
        .setServerConfig("listen_addresses", addresses)
        .setOutputRedirector(Redirect.DISCARD)
        .setErrorRedirector(Redirect.DISCARD)
        .setPGStartupWait(STARTS_WITHIN)
        .setDataDirectoryCustomizer(PostgresTemplate::prepare)
        .start();
  }

  public int port() {
    return process.getPort();
  }

  /** Ends it the fast way: open connections are cut. It may take longer than the library waits for it. */
  public void stop() throws IOException {
    process.close();
    Await.until("the server has stopped", () -> Files.notExists(data.resolve("postmaster.pid")));
  }

  /** Starts it again, on the same port with the same data. */
  public void startAgain() throws IOException {
    start(process.getPort());
  }

  /** Starts a standby that follows this server; {@code select pg_promote()} makes it a primary. */
  public PostgresServer startStandby(Path copy) throws IOException {
    stop();
    run("cp", "-a", data.toString(), copy.toString());
    startAgain();
    Files.createFile(copy.resolve("standby.signal"));
    Files.writeString(
        copy.resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port=" + port() + " user=postgres'\n");
    return start(copy, durable);
  }

  static void run(String... command) {
    if (!succeeds(command)) {
      throw new IllegalStateException(String.join(" ", command) + " failed");
    }
  }

  private static boolean succeeds(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Stops its processes in their tracks, as a machine does that hangs; the kernel still takes what it is sent. */
  public void freeze() {
    ProcessHandle postmaster = postmaster();
    signal(postmaster, "STOP"); // first, since it makes the others
    Set<ProcessHandle> stopped = new HashSet<>();
    List<ProcessHandle> more;
    do {
      more = postmaster.descendants().filter(stopped::add).toList();
      more.forEach(process -> signal(process, "STOP"));
    } while (!more.isEmpty());
  }

  public void thaw() {
    ProcessHandle postmaster = postmaster();
    postmaster.descendants().forEach(process -> signal(process, "CONT"));
    signal(postmaster, "CONT");
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Signals a process, unless it has ended meanwhile, as one that served a connection may. */
  private static void signal(ProcessHandle process, String name) {
    if (!succeeds("kill", "-" + name, Long.toString(process.pid())) && process.isAlive()) {
      throw new IllegalStateException("kill -" + name + " of " + process.pid() + " failed");
    }
  }

  /** A new role with a schema. */
  public Tenant newTenant() {
    String name = "shop" + TENANTS.incrementAndGet();
    String password = "p@ss:w/ord " + name;
    sql("create role " + name + " login password '" + password + "'");
    sql("create schema authorization " + name);
    return new Tenant(name, password, port());
  }

  /** Carries out SQL as the administrator; the first value that it answers, or null. */
  public String sql(String sql) {
    return sqlAs("postgres", sql);
  }

  /** Carries out SQL as a role; the first value that it answers, or null. */
  public synchronized String sqlAs(String role, String sql) {
    try (Statement statement = administrator().createStatement()) {
      statement.execute("set session authorization " + role);
      if (!statement.execute(sql)) {
        return null;
      }
      ResultSet rows = statement.getResultSet();
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException failure) {
      forgetAdministrator();
      throw new IllegalStateException(sql, failure);
    }
  }

  private Connection administrator() throws SQLException {
    if (administrator == null || !administrator.isValid(ANSWER_SECONDS)) {
      forgetAdministrator();
      administrator = connect();
    }
    return administrator;
  }

  /** Also ends the transaction that it was in. */
  private void forgetAdministrator() {
    try {
      if (administrator != null) {
        administrator.close();
      }
    } catch (SQLException unusable) {
      // the server ended it
    }
    administrator = null;
  }

  /** An administrator's connection. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + port() + "/postgres?user=postgres");
  }
}
