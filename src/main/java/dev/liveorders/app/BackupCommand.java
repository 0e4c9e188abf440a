package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreContent;
import dev.liveorders.store.sqlite.SqliteBackup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code backup}: copies a SQLite store while it is in use; for PostgreSQL it says what to use. */
@Command(
    name = "backup",
    description = {
      "Copies the store to one file and verifies it. Servers may be running: they take orders meanwhile.",
      "For a store in PostgreSQL it shows the commands to use instead, and ends with code 2."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "Where the copy goes. Only its owner may read it.")
  private Path file;

  @Option(names = "--replace", description = "Replace FILE when there is one.")
  private boolean replace;

  @Override
  public Integer call() throws Exception {
    AppConfig.Store config = main.settings().config().store();
    Path store = OrderStores.file(config).orElse(null);
    if (store == null) {
      return PostgresAdvice.print(config, spec.commandLine().getErr());
    }
    StoreContent content = new SqliteBackup(store, config.busyTimeout()).write(file, replace);
    PrintWriter out = spec.commandLine().getOut();
    out.println("the backup " + file.toAbsolutePath().normalize() + " has " + content);
    out.flush();
    return 0;
  }
}
