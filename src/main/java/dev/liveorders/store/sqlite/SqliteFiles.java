package dev.liveorders.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The three files of an open database, known by device and inode. SQLite goes on to write to files that were removed
 * or replaced by name, and nobody would find there what it acknowledged. A look costs some microseconds. Confined to
 * the store's thread.
 */
final class SqliteFiles {
  /** The suffixes of the database itself, of its write-ahead log, and of the log's index. */
  static final List<String> SUFFIXES = List.of("", "-wal", "-shm");

  private record Known(Path path, Object key) {}

  private final List<Known> files;

  private SqliteFiles(List<Known> files) {
    this.files = files;
  }

  /** The files as they are now: a connection in WAL mode has read from all of them, and keeps them open. */
  static SqliteFiles of(Path database) throws IOException {
    Path real = database.toRealPath(); // where SQLite looks for the others
    return new SqliteFiles(SUFFIXES.stream()
        .map(suffix -> suffix.isEmpty() ? database : sibling(real, suffix))
        .map(path -> new Known(path, key(path)))
        .toList());
  }

  /** The file of that suffix beside a database. */
  static Path sibling(Path database, String suffix) {
    return database.resolveSibling(database.getFileName() + suffix);
  }

  /** The device and inode at {@code path}; null when there is no file, or where the file system has none. */
  static Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException missing) {
      return null;
    }
  }

  /** The first file that is no longer the one that was opened. */
  Optional<Path> displaced() {
    for (Known file : files) {
      if (!Objects.equals(file.key, key(file.path))) {
        return Optional.of(file.path);
      }
    }
    return Optional.empty();
  }

  /** Tells whether the database itself is still where it was opened. */
  boolean hasDatabase() {
    Known database = files.get(0);
    return Objects.equals(database.key, key(database.path));
  }

  /** The time of the last checkpoint, as nothing else writes to the database in WAL mode. */
  Optional<FileTime> checkpointed() {
    try {
      return Optional.of(Files.getLastModifiedTime(files.get(0).path));
    } catch (IOException missing) {
      return Optional.empty();
    }
  }
}
