package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreContent;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.YoungFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a copy in the place of a store that nobody has open. The copy is copied, verified and given a new epoch first,
 * and takes the place in one step. The store before stays beside it under a name with the time, with its log. Blocks.
 */
public final class SqliteRestore {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final SqliteConnector connector;
  private final Clock clock;

  /**
   * @param busyTimeout wait for a lock that another program has
   */
  public SqliteRestore(Duration busyTimeout, Clock clock) {
    this.connector = new SqliteConnector(busyTimeout);
    this.clock = clock;
  }

  /**
   * The result of a restore.
   *
   * @param content of the store now, with its new epoch
   * @param kept    the store that was there before, or its log where that was alone
   */
  public record Restored(StoreContent content, Optional<Path> kept) {}

  /**
   * Restores.
   *
   * @param copy  of a store
   * @param store the place, with a store or without one
   * @throws dev.liveorders.store.StoreInUseException when a node has the store open
   * @throws StoreException when the copy is none, is damaged or of a newer program; the store is as it was then
   */
  public Restored restore(Path copy, Path store) {
    Path from = copy.toAbsolutePath().normalize();
    checkCopy(from, store);
    StoreLock lock = StoreLock.take(store, false, StoreLock.Taker.COMMAND);
    try {
      Path place = Files.exists(store) ? store.toRealPath() : store;
      try (YoungFile young = YoungFile.create(place)) {
        StoreContent content = fill(young.path(), from);
        Optional<Path> kept = keep(place);
        young.publish(true);
        return new Restored(content, kept);
      }
    } catch (SQLException cause) {
      throw SqliteErrors.explainCopy(from, store, cause);
    } catch (IOException cause) {
      throw new StoreException(
          "the store " + store + " cannot be restored (" + cause
              + "); check its folder, its permissions and the room on its disk",
          cause);
    } finally {
      lock.release();
    }
  }

  private static void checkCopy(Path copy, Path store) {
    try {
      if (!Files.isRegularFile(copy)) {
        throw new StoreException("there is no file " + copy + " to restore", null);
      }
      if (Files.exists(store) && Files.isSameFile(copy, store)) {
        throw new StoreException(
            copy + " is the store itself; to give it a new epoch run new-epoch", null);
      }
    } catch (IOException unreadable) {
      throw new StoreException(copy + " cannot be read (" + unreadable + ")", unreadable);
    }
  }

  private StoreContent fill(Path young, Path from) throws SQLException, IOException {
    SqliteSession source = connector.openToRead(from);
    try {
      source.beginRead();
      SqliteLedger.position(source);
      SqliteCopy.run(source, young);
      source.endRead();
    } finally {
      source.close();
    }
    SqliteSession restored = connector.openToMend(young);
    try {
      restored.execute("pragma journal_mode = delete");
      StoreContent found = SqliteVerification.check(restored, from);
      restored.begin();
      SqliteLedger.renewEpoch(restored, found.position().epoch());
      restored.commit();
      return new StoreContent(SqliteLedger.position(restored), found.products(), found.orders());
    } finally {
      restored.close();
    }
  }

  /**
   * Gives the store that is there another name, and its log with it: a log must never lie beside a database that it
   * is not of. If there are links, the database keeps its first name as well, until the restored one replaces it.
   */
  private Optional<Path> keep(Path place) throws IOException {
    Path kept = SqliteFiles.sibling(place, ".before-" + TIME.format(clock.instant()));
    boolean there = Files.exists(place);
    boolean linked = there && isLinked(kept, place);
    Path log = SqliteFiles.sibling(kept, "-wal");
    try {
      Files.move(SqliteFiles.sibling(place, "-wal"), log);
    } catch (NoSuchFileException closed) {
      // the server was stopped, and has moved its log into the database
    }
    Files.deleteIfExists(
        SqliteFiles.sibling(place, "-shm")); // an index of the log, which is made anew
    if (there && !linked) {
      Files.move(place, kept);
    }
    return Stream.of(kept, log)
        .filter(Files::exists)
        .findFirst(); // the database may have been removed
  }

  private static boolean isLinked(Path kept, Path place) throws IOException {
    try {
      Files.createLink(kept, place);
      return true;
    } catch (FileAlreadyExistsException taken) {
      throw taken;
    } catch (IOException | UnsupportedOperationException noLinks) {
      return false;
    }
  }
}
