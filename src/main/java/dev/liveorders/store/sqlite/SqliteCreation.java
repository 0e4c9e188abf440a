package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
      publish(young, path); // unless another process that shares the store has made it
      sync(path.getParent());
    } catch (IOException cause) {
      throw new StoreException(
          "the store " + path + " cannot be made; check the permissions of its folder (" + cause
              + ")",
          cause);
    } finally {
      removeQuietly(young);
    }
  }

  /**
   * Gives a file another name. Never over another file: a link fails where there is one. Some file systems have no links.
   *
   * @return false when there is a file of that name
   */
  static boolean publish(Path young, Path path) throws IOException {
    try {
      Files.createLink(path, young);
      return true;
    } catch (FileAlreadyExistsException faster) {
      return false;
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.move(young, path);
      return true;
    }
  }

  /** The name of a new file is on the disk once its folder is. */
  static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // there are systems on which a folder cannot be opened
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
