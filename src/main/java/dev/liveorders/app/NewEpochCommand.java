package dev.liveorders.app;

import dev.liveorders.model.Epoch;
import dev.liveorders.model.Position;
import dev.liveorders.store.OrderStore;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code new-epoch}: gives a store a new identity. */
@Command(
    name = "new-epoch",
    description = {
      "Gives the store a new epoch, so that clients read all totals again. Run it after every restore from a copy.",
      "No node may be running. The store must exist."
    },
    mixinStandardHelpOptions = true)
final class NewEpochCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    StoreTool.run(main.settings().config().store(), true, this::renew);
    return 0;
  }

  private void renew(OrderStore store, Position before) throws Exception {
    Epoch renewed = StoreTool.await(store.renewEpoch(before.epoch()));
    PrintWriter out = spec.commandLine().getOut();
    out.println("epoch " + before.epoch() + " at seq " + before.seq() + " is now epoch " + renewed);
    out.flush();
  }
}
