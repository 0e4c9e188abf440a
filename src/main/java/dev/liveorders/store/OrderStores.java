package dev.liveorders.store;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.PostgresUrl;
import dev.liveorders.model.Quoted;
import dev.liveorders.store.postgres.PostgresOrderStore;
import dev.liveorders.store.postgres.PostgresStoreReader;
import dev.liveorders.store.sqlite.SqliteConnector;
import dev.liveorders.store.sqlite.SqliteDatabase;
import dev.liveorders.store.sqlite.SqliteOrderStore;
import dev.liveorders.store.sqlite.SqliteStoreReader;
import io.vertx.core.Vertx;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Chooses the adapter that a store's URL asks for. */
public final class OrderStores {
  private static final String SQLITE = "sqlite:";

  private OrderStores() {}

  /** The store at {@code config.url()}, not yet opened, with days of sales as it counts them. */
  public static OrderStore create(Vertx vertx, AppConfig.Store config, boolean shared) {
    return create(vertx, config, StoreTime.ofMachine(), shared);
  }

  /**
   * The store at {@code config.url()}, not yet opened.
   *
   * @param time   of its commits
   * @param shared whether other processes may have the store open as well; a SQLite file only when all of them say so
   * @throws StoreException when the URL is neither {@code sqlite:PATH} nor one of PostgreSQL
   */
  public static OrderStore create(
      Vertx vertx, AppConfig.Store config, StoreTime time, boolean shared) {
    return PostgresUrl.isMeant(config.url())
        ? new PostgresOrderStore(vertx, postgres(config.url()), config, time.zone())
        : sqlite(vertx, config, time, shared);
  }

  /**
   * A second reader of the store, beside nodes that may have it open.
   *
   * @throws StoreException when there is no store, or it cannot be read
   */
  public static StoreReader reader(Vertx vertx, AppConfig.Store config) {
    return PostgresUrl.isMeant(config.url())
        ? PostgresStoreReader.open(vertx, postgres(config.url()), config)
        : SqliteStoreReader.open(
            pathOf(config.url()).toAbsolutePath().normalize(), config.busyTimeout());
  }

  /** The store as people find it: without a password, and a file by its absolute path. */
  public static String describe(AppConfig.Store config) {
    return PostgresUrl.isMeant(config.url())
        ? postgres(config.url()).toString()
        : SQLITE + pathOf(config.url()).toAbsolutePath().normalize();
  }

  /** The file of a store that is one. */
  public static Optional<Path> file(AppConfig.Store config) {
    return PostgresUrl.isMeant(config.url())
        ? Optional.empty()
        : Optional.of(pathOf(config.url()).toAbsolutePath().normalize());
  }

  private static PostgresUrl postgres(String url) {
    try {
      return PostgresUrl.parse(url);
    } catch (IllegalArgumentException unreadable) {
      throw new StoreException("store.url: " + unreadable.getMessage(), unreadable);
    }
  }

  private static OrderStore sqlite(
      Vertx vertx, AppConfig.Store config, StoreTime time, boolean shared) {
    SqliteConnector connector = new SqliteConnector(config.busyTimeout(), time);
    return new SqliteOrderStore(
        vertx,
        new SqliteDatabase(pathOf(config.url()), connector, config.retryInterval(), shared),
        shared);
  }

  private static Path pathOf(String url) {
    if (!url.startsWith(SQLITE) || url.length() == SQLITE.length()) {
      throw new StoreException(
          "store.url: " + Quoted.of(url.replaceFirst("//[^/]*@", "//…@"))
              + " is not sqlite:PATH, such as sqlite:data/orders.db, nor postgresql://user@host/database",
          null);
    }
    try {
      return Path.of(url.substring(SQLITE.length()));
    } catch (InvalidPathException noPath) {
      throw new StoreException(
          "store.url: " + Quoted.of(url) + " names no file: " + noPath.getMessage(), noPath);
    }
  }
}
