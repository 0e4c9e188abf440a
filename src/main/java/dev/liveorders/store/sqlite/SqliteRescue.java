package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * Saves acknowledged orders when a file of the open store was removed or replaced. It reads through the connection that
 * still has the old files, and says what is left to do. Never opens another file in their place: the two would mix.
 * Confined to the store's thread.
 */
final class SqliteRescue {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final String UNLINKED = " (deleted)";

  private final Path path;

  /** The outcome of the attempt; null before there was one. */
  private String outcome;

  SqliteRescue(Path path) {
    this.path = path;
  }

  /** Tries once, and tells what became of it. */
  StoreException displaced(SqliteSession session, Path file, boolean outcomeKnown) {
    if (outcome == null) {
      outcome = writeOut(session);
    }
    String what = Files.exists(file) ? " was replaced" : " was removed";
    return new StoreException(
        "the store " + path + ": " + file + what + " while the server had it open; " + outcome,
        null,
        outcomeKnown);
  }

  /** The files are the ones that were opened again. */
  void over() {
    outcome = null;
  }

  private String writeOut(SqliteSession session) {
    try {
      if (session.files().hasDatabase()) {
        session.checkpoint();
        return "all acknowledged orders were written to " + path + "; restart";
      }
      if (!isUnlinked()) {
        session.checkpoint();
        return "all acknowledged orders are in the file that was moved; put it back, or restart to use the file that is there"
            + " now";
      }
      Path copy = SqliteFiles.sibling(path, ".rescued-" + System.currentTimeMillis());
      session.backup(copy);
      return "all acknowledged orders were written to " + copy
          + "; stop the server, and run restore with that file";
    } catch (SQLException cause) {
      return "acknowledged orders could not be written out (" + cause.getMessage()
          + "); put the file back, or restore a copy and restart";
    }
  }

  /** Tells whether the database has no name any more; true where the operating system does not tell. */
  private boolean isUnlinked() {
    String unlinked = path + UNLINKED;
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.anyMatch(file -> target(file).equals(unlinked));
    } catch (IOException untold) {
      return true;
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
