package dev.liveorders.kit;

import dev.liveorders.kit.PostgresServer.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL that is installed on this machine, with its tools, which take a server of their own version. */
public final class InstalledPostgres implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private final Path programs;
  private final Path data;
  private final int port;

  private InstalledPostgres(Path programs, Path data, int port) {
    this.programs = programs;
    this.data = data;
    this.port = port;
  }

  /** The programs of the newest version that has all that is needed, as Debian installs them; empty without one. */
  public static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Stream.of("initdb", "pg_ctl", "postgres", "pg_dump", "pg_restore")
              .allMatch(name -> Files.isExecutable(bin.resolve(name))))
          .max(Comparator.naturalOrder());
    }
  }

  /**
   * Starts a server.
   *
   * @param data an empty folder
   */
  public static InstalledPostgres start(Path programs, Path data) throws Exception {
    InstalledPostgres server = new InstalledPostgres(programs, data, FreePort.find());
    server.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", data.toString());
    String options = "-p " + server.port + " -c listen_addresses=localhost -c fsync=off -k " + data;
    server.run(
        "pg_ctl",
        "-D",
        data.toString(),
        "-l",
        data.resolve("log").toString(),
        "-w",
        "-o",
        options,
        "start");
    return server;
  }

  /** A role with a schema; this server lets it in with any password. */
  public Tenant newTenant(String name) throws SQLException {
    try (Connection connection = DriverManager.getConnection(
            "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + name + " login");
      statement.execute("create schema authorization " + name);
    }
    return new Tenant(name, "", port);
  }

  /** PostgreSQL does not run as root: it gets a namespace in which it is somebody else. */
  private void run(String program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(data.getParent(), program, ".out");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    if (process.waitFor() != 0) {
      throw new IOException(
          String.join(" ", command) + "\n" + Files.readString(said, StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    try {
      run("pg_ctl", "-D", data.toString(), "-w", "-m", "fast", "stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
