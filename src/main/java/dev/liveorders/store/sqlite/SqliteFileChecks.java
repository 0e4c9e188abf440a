package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Rejects files that would open but are no whole store: a part of a store is never taken for a whole one. */
final class SqliteFileChecks {
  private SqliteFileChecks() {}

  /** Rejects a name without a file. */
  static void checkThere(Path path) throws StoreException {
    if (Files.notExists(path)) {
      throw new StoreException(
          "there is no store " + path + "; check store.url and the folder this was started in",
          null);
    }
  }

  /** Rejects an empty file, which SQLite takes for a new database. */
  static void checkLength(Path path) throws StoreException {
    try {
      if (Files.isRegularFile(path) && Files.size(path) == 0) {
        throw new StoreException(
            "the store " + path
                + " is an empty file, not a store; run restore with a copy, or remove it and any "
                + path.getFileName() + "-wal to begin a new store",
            null);
      }
    } catch (IOException unreadable) {
      // SQLite says so
    }
  }

  /** Rejects a log without its database: SQLite would apply it to a new one, and damage that. */
  static void checkNoLog(Path path) throws StoreException {
    if (hasLog(path) && Files.notExists(path)) { // another process may just have made both
      throw new StoreException(
          "there is no store " + path + ", but its log " + path.getFileName()
              + "-wal; put the database back, run restore with a copy, or remove the log as well"
              + " to begin a new store",
          null);
    }
  }

  /** Tells whether a write-ahead log lies beside the database. */
  static boolean hasLog(Path path) {
    return Files.exists(log(path));
  }

  private static Path log(Path path) {
    try {
      return SqliteFiles.sibling(path.toRealPath(), "-wal");
    } catch (IOException missing) {
      return SqliteFiles.sibling(path, "-wal");
    }
  }

  static StoreException noTables(Path path) {
    return new StoreException(
        "the store " + path + " has no tables: it was copied without " + path.getFileName()
            + "-wal, which holds them; copy both, best by the command backup, or remove both to begin a new store",
        null);
  }

  static StoreException logMissing(Path path) {
    return new StoreException(
        "the store " + path + " was in use when it was left, and its log " + path.getFileName()
            + "-wal is missing: the last orders are in that log only; put the log beside it, or restore a backup;"
            + " to go on without those orders, run new-epoch",
        null);
  }
}
