package dev.liveorders.app;

import dev.liveorders.model.Order.Source;
import dev.liveorders.model.Position;
import dev.liveorders.model.Total;
import dev.liveorders.store.OrderStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code purge}: takes back the simulated orders. */
@Command(
    name = "purge",
    description = {
      "Takes back the orders of a source, by one more entry for each product. Totals then exclude them.",
      "No node may be running. A second run changes nothing."
    },
    mixinStandardHelpOptions = true)
final class PurgeCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "SOURCE",
      description = "Source of the orders: simulation.")
  private String source;

  @Override
  public Integer call() throws Exception {
    if (!source.equals(Source.SIMULATION.wireName())) {
      throw new ParameterException(
          spec.commandLine(),
          "--source: " + source
              + " cannot be taken back; only simulation can, cancel real orders one by one");
    }
    StoreTool.run(main.settings().config().store(), false, this::purge);
    return 0;
  }

  private void purge(OrderStore store, Position opened) throws Exception {
    List<Total> totals = StoreTool.await(store.takeBack(Source.SIMULATION)).answer();
    PrintWriter out = spec.commandLine().getOut();
    totals.forEach(total -> out.println(total.product() + " has the total " + total.total()));
    out.println(
        totals.isEmpty()
            ? "there are no simulated orders to take back"
            : "the simulated orders of " + totals.size() + " products were taken back");
    out.flush();
  }
}
