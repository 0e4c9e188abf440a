package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreInUseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock file beside a database. The lock is the operating system's, so it ends with its process. The file stays and
 * holds the process id of its last holder.
 */
final class StoreLock {
  /**
   * The locks of this process. The operating system alone is not enough, as a process never conflicts with itself.
   * Closing a second channel of the file would release the lock of the first (POSIX fcntl).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  /** The taker of a lock, with the remedy when another has it. */
  enum Taker {
    /** A node, which may start as one of several. */
    NODE(
        "stop that process, start all of them with -cluster, or choose another file with store.url"),

    /** A command, beside which no node may run. */
    COMMAND("stop that process, and every other node of the store, before you run this command");

    private final String remedy;

    Taker(String remedy) {
      this.remedy = remedy;
    }
  }

  private final Path file;
  private final FileChannel channel;

  private StoreLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks {@code database}, which need not exist yet; makes its folders.
   *
   * @param shared whether other processes may hold it as well, if they share it too
   * @throws StoreException when somebody else has it, or there cannot be a lock file
   */
  static StoreLock take(Path database, boolean shared, Taker taker) {
    Path file = lockFile(database);
    if (!HELD.add(file)) {
      throw inUse(database, "this process", taker);
    }
    try {
      return lock(database, file, shared, taker);
    } catch (IOException cause) {
      HELD.remove(file);
      throw unwritable(database, cause);
    } catch (RuntimeException failure) {
      HELD.remove(file);
      throw failure;
    }
  }

  private static StoreLock lock(Path database, Path file, boolean shared, Taker taker)
      throws IOException {
    FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock(0, Long.MAX_VALUE, shared);
      if (lock == null) {
        String holder = Files.readString(file).strip();
        throw inUse(database, holder.isEmpty() ? "another process" : "process " + holder, taker);
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
      return new StoreLock(file, channel);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /** Lets the next one have it. */
  void release() {
    try {
      channel.close();
    } catch (IOException unusable) {
      // the operating system releases the lock when the process ends
    } finally {
      HELD.remove(file);
    }
  }

  private static Path lockFile(Path database) {
    try {
      Files.createDirectories(database.getParent());
      Path real = Files.exists(database)
          ? database.toRealPath()
          : database.getParent().toRealPath().resolve(database.getFileName());
      return real.resolveSibling(real.getFileName() + ".lock");
    } catch (IOException cause) {
      throw unwritable(database, cause);
    }
  }

  private static StoreException inUse(Path database, String holder, Taker taker) {
    return new StoreInUseException("the store " + database + " is in use by " + holder + " ("
        + database.getFileName() + ".lock is locked); " + taker.remedy);
  }

  private static StoreException unwritable(Path database, IOException cause) {
    return new StoreException(
        "the store " + database + " cannot be made or locked; check the permissions of its folder ("
            + cause + ")",
        cause);
  }
}
