package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.control.ControlClient;
import dev.liveorders.json.DifferenceJson;
import dev.liveorders.model.Difference;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.sqlite.SqliteReader;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code audit}: compares every total with the sum of its orders. */
@Command(
    name = "audit",
    description = {
      "Compares every total with the sum of its orders. Ends with code 1 when one differs, and names each.",
      "Servers may be running."
    },
    mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--repair",
      description = "Correct each total to the sum of its orders, by an entry that says so.")
  private boolean repair;

  @Override
  public Integer call() throws Exception {
    AppConfig.Store store = main.settings().config().store();
    List<Difference> differences = repair ? repair(store) : read(store);
    PrintWriter out = spec.commandLine().getOut();
    differences.forEach(
        difference -> out.println(difference + (repair ? "; it was corrected to that" : "")));
    out.println(
        differences.isEmpty()
            ? "every total is the sum of its orders"
            : differences.size() + (repair ? " totals were corrected" : " totals differ"));
    out.flush();
    return differences.isEmpty() || repair ? 0 : 1;
  }

  private static List<Difference> read(AppConfig.Store config) throws Exception {
    Optional<Path> file = OrderStores.file(config);
    return file.isPresent()
        ? new SqliteReader(file.get(), config.busyTimeout()).differences()
        : StoreTool.share(config, false, store -> StoreTool.await(store.audit().differences()));
  }

  /** A server that has the file open does it, so that it tells all who watch. */
  private static List<Difference> repair(AppConfig.Store config) throws Exception {
    Optional<JsonObject> answer = OrderStores.file(config)
        .flatMap(file -> ControlClient.ask(file, new JsonObject().put("cmd", "audit repair")));
    return answer.isPresent()
        ? DifferenceJson.readAll(answer.get())
        : StoreTool.share(
            config, false, store -> StoreTool.await(store.audit().repair()).answer());
  }
}
