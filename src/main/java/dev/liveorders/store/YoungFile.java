package dev.liveorders.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file that is written under a temporary name beside the one that it will have, for its owner only, and gets that
 * name once it is on the disk. Until then nobody takes it for whole; unless published it is removed.
 */
public final class YoungFile implements AutoCloseable {
  /** The end of the name of the file that SQLite puts beside a database that it changes. */
  private static final String JOURNAL = "-journal";

  /** Those that are neither published nor removed. */
  private static final Set<YoungFile> OPEN = ConcurrentHashMap.newKeySet();

  private final Path young;
  private final Path file;

  private YoungFile(Path young, Path file) {
    this.young = young;
    this.file = file;
  }

  /** Makes it, empty; one that a killed process of the same id has left is replaced. */
  public static YoungFile create(Path file) throws IOException {
    Path young = file.resolveSibling(
        file.getFileName() + ".part-" + ProcessHandle.current().pid());
    Files.deleteIfExists(young);
    Files.createFile(young, forOwner());
    YoungFile made = new YoungFile(young, file);
    OPEN.add(made);
    return made;
  }

  /**
   * Removes all of this process that are not published, while it ends. Who still writes to one fails: SQLite makes no
   * journal beside a file that is gone (SQLITE_READONLY_DBMOVED), and what is gone cannot be published.
   */
  public static void removeAll() {
    for (YoungFile each : OPEN) {
      try {
        each.close();
      } catch (IOException left) {
        // the process ends, and whoever finds it sees by its name what it is
      }
    }
  }

  private static FileAttribute<?>[] forOwner() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Its temporary name. */
  public Path path() {
    return young;
  }

  /**
   * Gives it its name.
   *
   * @param replace whether a file of that name is replaced
   * @throws FileAlreadyExistsException when there is one that is not
   */
  public void publish(boolean replace) throws IOException {
    try (FileChannel written = FileChannel.open(young, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    if (replace) {
      Files.move(young, file, StandardCopyOption.ATOMIC_MOVE);
    } else if (!rename(young, file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    sync(file.getParent());
  }

  /**
   * Gives a file another name. Never over another file: a link fails where there is one. Some file systems have no
   * links.
   *
   * @return false when there is a file of that name
   */
  public static boolean rename(Path young, Path file) throws IOException {
    try {
      Files.createLink(file, young);
      return true;
    } catch (FileAlreadyExistsException faster) {
      return false;
    } catch (IOException | UnsupportedOperationException noLinks) {
      Files.move(young, file);
      return true;
    }
  }

  /** The name of a new file is on the disk once its folder is. */
  public static void sync(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // there are systems on which a folder cannot be opened
    }
  }

  @Override
  public void close() throws IOException {
    OPEN.remove(this);
    Files.deleteIfExists(young);
    Files.deleteIfExists(young.resolveSibling(young.getFileName() + JOURNAL));
  }
}
