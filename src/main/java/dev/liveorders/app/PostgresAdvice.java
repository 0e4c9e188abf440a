package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.store.postgres.PostgresDump;
import io.vertx.core.Vertx;
import java.io.PrintWriter;

/** The answer of commands that PostgreSQL has better ones for. */
final class PostgresAdvice {
  private PostgresAdvice() {}

  /** Prints the commands for a store, and returns the exit code of a command that was not carried out. */
  static int print(AppConfig.Store config, PrintWriter err) throws Exception {
    Vertx vertx = Vertx.builder().with(NodeOptions.vertx()).build();
    try {
      StoreTool.await(PostgresDump.commands(vertx, config)).forEach(err::println);
      err.flush();
    } finally {
      StoreTool.await(vertx.close());
    }
    return Main.WRONG_CONFIGURATION;
  }
}
