package dev.liveorders.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.liveorders.config.Settings;
import dev.liveorders.model.Catalogue;
import dev.liveorders.orders.CatalogueFile;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code check-config}: shows the configuration as it would be used, or every fault in it. */
@Command(
    name = "check-config",
    description = {
      "Shows the effective configuration and the source of each value, or every fault in it.",
      "The configuration alone goes to standard output, as JSON."
    },
    mixinStandardHelpOptions = true)
final class CheckConfigCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = main.settings();
    Catalogue catalogue = CatalogueFile.read(settings.config().catalogue());
    PrintWriter out = spec.commandLine().getOut();
    out.println(new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(settings.shownJson()));
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    settings.sources().forEach((key, source) -> err.println(key.path() + " comes from " + source));
    err.println("the catalogue has " + catalogue.categories().size() + " categories and "
        + catalogue.products().size() + " products");
    settings.warnings().forEach(err::println);
    err.flush();
    return 0;
  }
}
