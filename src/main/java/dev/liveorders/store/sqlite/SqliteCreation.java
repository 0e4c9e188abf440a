package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import dev.liveorders.store.YoungFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes a new store under a temporary name and renames it once its schema and epoch are on the disk. A crash leaves no
 * partial store, and a file without tables is never taken for a new one.
 */
final class SqliteCreation {
  /** The content of the new file. */
  interface Filling {
    void fill(Path file) throws java.sql.SQLException;
  }

  private SqliteCreation() {}

  /** Does nothing when another process was faster. */
  static void create(Path path, Filling filling) throws java.sql.SQLException {
    Path young = SqliteFiles.sibling(path, ".new-" + ProcessHandle.current().pid());
    try {
      remove(young);
      filling.fill(young);
      YoungFile.rename(young, path); // unless another process that shares the store has made it
      YoungFile.sync(path.getParent());
    } catch (IOException cause) {
      throw new StoreException(
          "the store " + path + " cannot be made; check the permissions of its folder (" + cause
              + ")",
          cause);
    } finally {
      removeQuietly(young);
    }
  }

  private static void remove(Path young) throws IOException {
    for (String suffix : SqliteFiles.SUFFIXES) {
      Files.deleteIfExists(SqliteFiles.sibling(young, suffix));
    }
  }

  private static void removeQuietly(Path young) {
    try {
      remove(young);
    } catch (IOException left) {
      // the next one of this process id removes it
    }
  }
}
