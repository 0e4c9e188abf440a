package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.control.ControlClient;
import dev.liveorders.json.DifferenceJson;
import dev.liveorders.json.DifferenceJson.Listed;
import dev.liveorders.model.Difference;
import dev.liveorders.model.SalesDifference;
import dev.liveorders.store.OrderStore;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreReader;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code audit}: compares every total, and what sold when, with the sum of its orders. */
@Command(
    name = "audit",
    description = {
      "Compares every total, and what sold when, with the sum of its orders. Ends with code 1 when one differs, and names each.",
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
      description =
          "Correct each total to the sum of its orders, by an entry that says so, and what sold when.")
  private boolean repair;

  @Override
  public Integer call() throws Exception {
    AppConfig.Store store = main.settings().config().store();
    if (repair) {
      repair(store);
      return 0;
    }
    return differs(store) ? 1 : 0;
  }

  private void printTotals(Listed<Difference> totals) {
    print(totals, "every total is the sum of its orders", "total", "totals");
  }

  private void printSales(Listed<SalesDifference> sales) {
    print(sales, "all sales are the sums of their orders", "time of sales", "times of sales");
  }

  private void print(Listed<?> differences, String whenNone, String one, String many) {
    PrintWriter out = spec.commandLine().getOut();
    differences
        .first()
        .forEach(
            difference -> out.println(difference + (repair ? "; it was corrected to that" : "")));
    int number = differences.count();
    int unlisted = number - differences.first().size();
    if (unlisted > 0) {
      out.println("and " + unlisted + " more, which are not listed");
    }
    if (number == 0) {
      out.println(whenNone);
    } else if (number == 1) {
      out.println("1 " + one + (repair ? " was corrected" : " differs"));
    } else {
      out.println(number + " " + many + (repair ? " were corrected" : " differ"));
    }
    out.flush();
  }

  private boolean differs(AppConfig.Store config) throws Exception {
    Vertx vertx = Vertx.builder().with(NodeOptions.vertx()).build();
    try (StoreReader store = OrderStores.reader(vertx, config)) {
      Listed<Difference> totals = Listed.all(store.differences());
      printTotals(totals);
      Listed<SalesDifference> sales = Listed.all(store.salesDifferences());
      printSales(sales);
      return totals.count() + sales.count() > 0;
    } finally {
      StoreTool.await(vertx.close());
    }
  }

  /** A server that has the file open does it, so that it tells all who watch. */
  private void repair(AppConfig.Store config) throws Exception {
    Optional<JsonObject> answer = OrderStores.file(config)
        .flatMap(
            file -> ControlClient.askAtLength(file, new JsonObject().put("cmd", "audit repair")));
    if (answer.isPresent()) {
      printTotals(DifferenceJson.readAll(answer.get()));
      printSales(DifferenceJson.readSales(answer.get()));
    } else {
      StoreTool.share(config, false, this::repair);
    }
  }

  /** Lists each kind as soon as it is corrected: the other one may fail. */
  private Void repair(OrderStore store) throws Exception {
    printTotals(Listed.all(StoreTool.await(store.audit().repair()).answer()));
    printSales(Listed.all(StoreTool.await(store.audit().repairSales()).answer()));
    return null;
  }
}
