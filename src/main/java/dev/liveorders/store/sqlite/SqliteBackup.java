package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreContent;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.YoungFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A copy of a store in one file, taken while a server writes to it. It is a second reader of the file: the server
 * neither waits for it nor knows of it. Meanwhile the server's log grows, as no log is moved into the database that a
 * reader may still need. Blocks.
 */
public final class SqliteBackup {
  private final Path store;
  private final SqliteConnector connector;

  /**
   * @param store       its file
   * @param busyTimeout wait for a lock that another program has
   */
  public SqliteBackup(Path store, Duration busyTimeout) {
    this.store = store;
    this.connector = new SqliteConnector(busyTimeout);
  }

  /**
   * Writes the copy and verifies it. The file has its name once it is whole and on the disk.
   *
   * @param replace whether a file of that name is replaced
   * @return what the copy has
   * @throws StoreException when there is no store, the file cannot be written, or the copy is not whole
   */
  public StoreContent write(Path target, boolean replace) {
    Path file = target.toAbsolutePath().normalize();
    SqliteFileChecks.checkThere(store);
    checkTarget(file, replace);
    try (YoungFile young = YoungFile.create(file)) {
      copy(young.path());
      StoreContent content = finish(young.path(), file);
      young.publish(replace);
      return content;
    } catch (SQLException cause) {
      throw SqliteErrors.explainCopy(store, file, cause);
    } catch (IOException cause) {
      throw new StoreException(
          "the backup " + file + " cannot be written (" + cause
              + "); check its folder, its permissions and the room on its disk",
          cause);
    }
  }

  private void checkTarget(Path file, boolean replace) {
    try {
      if (!Files.isDirectory(file.getParent())) {
        throw new StoreException(
            "there is no folder " + file.getParent() + " for the backup", null);
      }
      if (Files.exists(file) && Files.isSameFile(file, store)) {
        throw new StoreException(
            file + " is the store itself; choose another file for the backup", null);
      }
      if (!replace && Files.exists(file)) {
        throw new StoreException(
            "there is a file " + file + "; choose another name, or replace it with --replace",
            null);
      }
      long room = Files.getFileStore(file.getParent()).getUsableSpace();
      if (room < Files.size(store)) {
        throw new StoreException(
            "the disk of " + file.getParent() + " has room for " + room
                + " bytes, and the store has " + Files.size(store)
                + "; free some disk space, or choose another disk",
            null);
      }
    } catch (IOException unreadable) {
      throw new StoreException(
          "the backup " + file + " cannot be written (" + unreadable + ")", unreadable);
    }
  }

  /**
   * Copies, and then moves the log into the database, which the server could not and else had to do between two
   * commits.
   */
  private void copy(Path young) throws SQLException, IOException {
    SqliteSession source = connector.openToRead(store);
    try {
      source.beginRead();
      SqliteLedger.position(source); // the snapshot begins with the first look
      SqliteCopy.run(source, young);
      source.endRead();
      source.queryLong("pragma wal_checkpoint(passive)");
    } finally {
      source.close();
    }
  }

  /** Makes it one file that anybody may read, also where nothing may be written beside it. */
  private StoreContent finish(Path young, Path file) throws SQLException {
    SqliteSession copy = connector.openToMend(young);
    try {
      copy.execute("pragma journal_mode = delete");
      SqliteLogMark.clear(copy);
      return SqliteVerification.check(copy, file);
    } finally {
      copy.close();
    }
  }
}
