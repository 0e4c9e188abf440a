package dev.liveorders.app;

import dev.liveorders.store.OrderStores;
import dev.liveorders.store.StoreException;
import dev.liveorders.store.StoreReader;
import dev.liveorders.store.YoungFile;
import io.vertx.core.Vertx;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code export}: the orders of a store, in the form that {@code POST /orders} takes. */
@Command(
    name = "export",
    description = {
      "Writes the orders of the store, one JSON object in each line, as POST /orders takes them. Servers may be running.",
      "What is placed again in another store is counted there once, however often it is sent."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Where the orders go, for its owner only; standard output when left out.")
  private Path file;

  @Option(
      names = "--since",
      paramLabel = "SEQ",
      defaultValue = "0",
      description =
          "Only orders of commits after this one, as the export before has said. Default ${DEFAULT-VALUE}: all.")
  private long since;

  @Option(
      names = "--catalogue",
      paramLabel = "FILE",
      description =
          "Write categories and products there, too, as a file for catalogue.file. Standard error has the requests that"
              + " retire what is retired here, for after the orders.")
  private Path catalogue;

  @Option(names = "--replace", description = "Replace files that are there.")
  private boolean replace;

  /** The content of a file. */
  private interface Content {
    void write(Writer out) throws IOException;
  }

  @Override
  public Integer call() throws Exception {
    if (since < 0) {
      throw new ParameterException(
          spec.commandLine(), "--since: " + since + " is no number of a commit; 0 is before all");
    }
    Vertx vertx = Vertx.builder().with(NodeOptions.vertx()).build();
    try (StoreReader store = OrderStores.reader(vertx, main.settings().config().store())) {
      export(store);
    } finally {
      StoreTool.await(vertx.close());
    }
    return 0;
  }

  private void export(StoreReader store) throws IOException {
    checkSince(store);
    checkFree(file);
    checkFree(catalogue);
    if (catalogue != null) {
      write(Optional.of(catalogue), out -> CatalogueWriter.write(store, out));
    }
    long[] lines = new long[1];
    write(Optional.ofNullable(file), out -> {
      OrderLines orders = new OrderLines(out);
      store.orders(since, orders::write);
      lines[0] = orders.lines();
    });
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "exported " + lines[0] + " lines, up to commit " + store.position().seq()
            + " of epoch " + store.position().epoch() + "; what comes later: --since "
            + store.position().seq());
    if (catalogue != null) {
      ExportedRetirements.print(store.retired(), err);
    }
    err.flush();
  }

  private void checkSince(StoreReader store) {
    if (since > store.position().seq()) {
      throw new StoreException(
          "--since: the store is at commit " + store.position().seq() + ", before " + since
              + "; it is another one, or was restored: export all",
          null);
    }
    if (since > 0 && store.hasFolded(since)) {
      throw new StoreException(
          "--since: orders of commits after " + since
              + " were folded (orders.keepDays), maybe together with earlier ones; export all, into an empty store",
          null);
    }
  }

  private void checkFree(Path wanted) {
    if (wanted != null && !replace && Files.exists(wanted)) {
      throw new StoreException(
          "there is a file " + wanted + "; choose another name, or replace it with --replace",
          null);
    }
  }

  private void write(Optional<Path> target, Content content) throws IOException {
    try {
      if (target.isEmpty()) {
        write(new FileOutputStream(FileDescriptor.out), content);
        return;
      }
      try (YoungFile young = YoungFile.create(target.get().toAbsolutePath().normalize())) {
        write(new FileOutputStream(young.path().toFile()), content);
        young.publish(replace);
      }
    } catch (IOException cause) {
      if (target.isEmpty() && StandardOutput.hasReader()) {
        throw new StandardOutput.ReaderGoneException(cause);
      }
      throw new StoreException(
          target.map(Path::toString).orElse("standard output") + " cannot be written (" + cause
              + "); check its folder, its permissions and the room on its disk",
          cause);
    }
  }

  private static void write(FileOutputStream stream, Content content) throws IOException {
    try (Writer out =
        new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16)) {
      content.write(out);
    }
  }
}
