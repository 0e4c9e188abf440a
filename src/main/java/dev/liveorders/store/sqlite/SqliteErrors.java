package dev.liveorders.store.sqlite;

import dev.liveorders.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Says what is wrong with a store file, and what to do about it. */
final class SqliteErrors {
  private static final int PRIMARY_CODE = 0xff;

  private SqliteErrors() {}

  /** The call had no effect. */
  static StoreException explain(Path path, SQLException cause) {
    return new StoreException(message(path, cause), cause);
  }

  /** Explains a failure after which the effect of the call is unknown. */
  static StoreException explainUnknown(Path path, SQLException cause) {
    return new StoreException(message(path, cause), cause, false);
  }

  /** Explains a failure to copy a store: what is only read fills no disk. */
  static StoreException explainCopy(Path from, Path to, SQLException cause) {
    return explain(code(cause) == SQLiteErrorCode.SQLITE_FULL ? to : from, cause);
  }

  private static SQLiteErrorCode code(SQLException cause) {
    return SQLiteErrorCode.getErrorCode(cause.getErrorCode() & PRIMARY_CODE);
  }

  private static String message(Path path, SQLException cause) {
    String remedy =
        switch (code(cause)) {
          case SQLITE_FULL -> "the disk is full; free some disk space";
          case SQLITE_BUSY, SQLITE_LOCKED ->
            "another program has it locked; end that program's transaction";
          case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_AUTH ->
            "it cannot be opened for writing; check the permissions of the file and its folder";
          case SQLITE_NOTADB -> "it is no SQLite file; choose another file with store.url";
          case SQLITE_CORRUPT -> "it is damaged; restore a copy";
          case SQLITE_IOERR -> "reading or writing failed; check the disk and its free space";
          default -> "an unexpected error";
        };
    return "the store " + path + ": " + remedy + " (" + cause.getMessage() + ")";
  }
}
