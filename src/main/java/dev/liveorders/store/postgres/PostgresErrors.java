package dev.liveorders.store.postgres;

import dev.liveorders.store.StoreException;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Says what is wrong with a PostgreSQL store, and what to do about it. */
final class PostgresErrors {
  static final String LOCK_NOT_AVAILABLE = "55P03";

  private PostgresErrors() {}

  /** Explains a call that the server rejected, which so had no effect; returns any other failure as it is. */
  static Throwable explain(String store, Throwable failure) {
    if (!(failure instanceof PgException error)) {
      return failure;
    }
    return new StoreException(
        "the store " + store + ": " + remedy(error.getSqlState()) + " (" + reason(error) + ")",
        error);
  }

  /** The connection broke while a call was under way. */
  static StoreException lost(String server, Throwable cause) {
    return new StoreException(
        "the connection to " + server + " was lost; check the server and the network ("
            + reason(cause) + ")",
        cause,
        false);
  }

  /** There was no answer to a call. */
  static StoreException silent(String server, Duration limit) {
    return new StoreException(
        server + " did not answer within " + limit.toMillis()
            + " ms; check the server and the network",
        null,
        false);
  }

  /** Describes a failure to connect in a few words. */
  static String reason(Throwable failure) {
    if (failure instanceof PgException error) {
      return error.getErrorMessage();
    }
    if (failure instanceof TimeoutException) {
      return "no answer in time";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String remedy(String sqlState) {
    if (sqlState == null) {
      return "an unexpected error";
    }
    if (sqlState.equals(LOCK_NOT_AVAILABLE)) {
      return "another session has it locked; end that session's transaction";
    }
    return switch (sqlState.substring(0, 2)) {
      case "28" -> "the server rejects the login; check the user, store.password and pg_hba.conf";
      case "3D" -> "there is no such database; create it";
      case "3F" -> "the role has no schema; create one, or set the role's search_path";
      case "42" ->
        sqlState.equals("42501")
            ? "the role may not do that; let it own its schema"
            : "the schema is not ours; give the role an empty schema";
      case "53" -> "the server is out of resources; check its disk, memory and max_connections";
      case "57" -> "the server gave up; check its load and its log";
      case "58", "XX" -> "the server is damaged; check its disk and its log";
      case "25" -> "the server cannot be written; it may have become a standby";
      default -> "an unexpected error";
    };
  }
}
