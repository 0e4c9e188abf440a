package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.sqlite.SqliteRestore;
import dev.liveorders.store.sqlite.SqliteRestore.Restored;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code restore}: puts a backup in the place of a SQLite store; for PostgreSQL it says what to use. */
@Command(
    name = "restore",
    description = {
      "Verifies a backup and puts a copy of it in the place of the store, with a new epoch, so that clients read all"
          + " totals again. The store before is kept under another name.",
      "No node may be running.",
      "For a store in PostgreSQL it shows the commands to use instead, and ends with code 2."
    },
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The backup, which stays as it is.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    AppConfig.Store config = main.settings().config().store();
    Path store = OrderStores.file(config).orElse(null);
    if (store == null) {
      return PostgresAdvice.print(config, spec.commandLine().getErr());
    }
    Restored restored =
        new SqliteRestore(config.busyTimeout(), Clock.systemUTC()).restore(file, store);
    PrintWriter out = spec.commandLine().getOut();
    out.println("the store " + store + " has " + restored.content());
    restored.kept().ifPresent(kept -> out.println("the store before is kept in " + kept));
    out.println(
        "keys are those of the backup: key list shows whether one is back that was removed");
    out.flush();
    return 0;
  }
}
