package dev.liveorders.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data folder that the first server of this JVM began with: to copy it costs less than to make another. */
final class PostgresTemplate {
  /** Null until there was a first. */
  private static Path folder;

  private PostgresTemplate() {}

  /** Makes an empty folder one that a server can begin with, if there was a server before. */
  static synchronized void copyTo(Path data) {
    if (folder != null && Files.notExists(data.resolve("PG_VERSION"))) {
      PostgresServer.run("cp", "-a", folder + "/.", data.toString());
    }
  }

  /** Changes a new data folder to what tests need, and keeps the first as it is then. */
  static synchronized void prepare(File data) {
    try {
      Files.writeString(data.toPath().resolve("pg_hba.conf"), """
          host all postgres all trust
          host replication postgres all trust
          host all all all scram-sha-256
          """);
      if (folder == null) {
        Path copy = Files.createTempDirectory("live-orders-pg-template");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> PostgresServer.run("rm", "-r", copy.toString())));
        PostgresServer.run("cp", "-a", data + "/.", copy.toString());
        folder = copy;
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
