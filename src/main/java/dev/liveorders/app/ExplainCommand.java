package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.model.OrderEntry;
import dev.liveorders.model.ProductId;
import dev.liveorders.store.EntryReader;
import dev.liveorders.store.EntrySlice;
import dev.liveorders.store.OrderStores;
import dev.liveorders.store.sqlite.SqliteReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code explain}: shows the orders that make up a total. */
@Command(
    name = "explain",
    description = {
      "Shows the orders of a product, newest first: what its total is made of. Servers may be running."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final String ROW = "%12d  %-10s  %-24s  %12d  %s";
  private static final Duration TIMEOUT = Duration.ofHours(1);

  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "Id of the product.")
  private String id;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "How many orders; those of one commit come together. ${DEFAULT-VALUE} unless said otherwise.")
  private int limit;

  @Option(
      names = "--before",
      paramLabel = "SEQ",
      description = "Show the orders of commits before this one.")
  private Long before;

  @Override
  public Integer call() throws Exception {
    if (!ProductId.isValid(id) || limit < 1) {
      throw new ConfigException(List.of("explain: "
          + (limit < 1
              ? "--limit " + limit + " is not 1 or more"
              : "ID is not " + ProductId.RULE)));
    }
    EntrySlice found = read(main.settings().config().store(), new ProductId(id));
    PrintWriter out = spec.commandLine().getOut();
    out.println(id + " of " + found.category() + " has the total "
        + found.total().total() + ", by commit " + found.total().seq());
    out.printf("%12s  %-10s  %-24s  %12s  %s%n", "amount", "source", "at", "commit", "order");
    for (OrderEntry entry : found.entries()) {
      out.printf(ROW + "%n", entry.amount(), entry.source(), entry.at(), entry.seq(), entry.id());
    }
    if (found.reached() > 0) {
      out.println("older ones: live-orders explain --before " + found.reached() + " " + id);
    }
    out.flush();
    return 0;
  }

  private EntrySlice read(AppConfig.Store config, ProductId product) throws Exception {
    long from = before == null ? Long.MAX_VALUE : before;
    Optional<Path> file = OrderStores.file(config);
    return file.isPresent()
        ? read(new SqliteReader(file.get(), config.busyTimeout()), product, from)
        : StoreTool.share(
            config,
            false,
            store -> StoreTool.await(new EntryReader(store, TIMEOUT).read(product, from, limit)));
  }

  private EntrySlice read(SqliteReader reader, ProductId product, long from) {
    List<OrderEntry> entries = new ArrayList<>();
    EntrySlice slice = reader.entries(product, from, limit);
    entries.addAll(slice.entries());
    while (slice.reached() > 0 && entries.size() < limit) {
      slice = reader.entries(product, slice.reached(), limit - entries.size());
      entries.addAll(slice.entries());
    }
    return new EntrySlice(slice.category(), slice.total(), entries, slice.reached());
  }
}
