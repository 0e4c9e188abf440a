package dev.liveorders.app;

import dev.liveorders.model.AccessKey;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code key remove}: makes a key invalid for ever. */
@Command(
    name = "remove",
    description = "Removes a key: no node takes it any more, within 5 s.",
    mixinStandardHelpOptions = true)
final class KeyRemoveCommand implements Callable<Integer> {
  @ParentCommand
  private KeyCommand keys;

  @Spec
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|ID",
      description = "Name or id of the key, as key list shows them.")
  private String nameOrId;

  @Override
  public Integer call() throws Exception {
    KeyRegister.run(keys.store(), false, register -> {
      AccessKey removed = register.remove(nameOrId);
      report(removed, register.list().keys().isEmpty());
      return removed;
    });
    return 0;
  }

  private void report(AccessKey removed, boolean last) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("the key " + removed.label() + " was removed");
    if (last) {
      out.println(
          keys.guarded()
              ? "no key is left: as access.open is true, whoever reaches the server may place orders and change products"
              : "no key is left: nobody may place orders or change products until key add makes one");
    }
    out.flush();
  }
}
