package dev.liveorders.app;

import dev.liveorders.model.AccessKey;
import dev.liveorders.model.Scope;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code key list}: shows the keys, without their secrets. */
@Command(
    name = "list",
    description =
        "Lists the keys: name, id, scopes, when they were made, expire, and were last used.",
    mixinStandardHelpOptions = true)
final class KeyListCommand implements Callable<Integer> {
  private static final String ROW = "%-24s %-10s %-24s %-20s %-20s %s";

  @ParentCommand
  private KeyCommand keys;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<AccessKey> all =
        KeyRegister.run(keys.store(), false, KeyRegister::list).keys();
    PrintWriter out = spec.commandLine().getOut();
    if (all.isEmpty()) {
      out.println("there are no keys");
    } else {
      out.println(ROW.formatted("NAME", "ID", "SCOPES", "CREATED", "EXPIRES", "LAST USED"));
      all.forEach(key -> out.println(row(key)));
    }
    out.flush();
    return 0;
  }

  private static String row(AccessKey key) {
    return ROW.formatted(
        key.name(),
        key.id(),
        Scope.format(key.scopes()),
        seconds(key.created()),
        key.expires()
            .map(end -> key.isExpired(Instant.now()) ? "expired" : seconds(end))
            .orElse("never"),
        key.lastUsed().map(Object::toString).orElse("never"));
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
