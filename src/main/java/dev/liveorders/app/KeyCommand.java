package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code key}: the keys by which shops place orders and change products. */
@Command(
    name = "key",
    description = {
      "Adds, lists and removes keys. A server may be running; a change is in force on all nodes within 5 s."
    },
    subcommands = {KeyAddCommand.class, KeyListCommand.class, KeyRemoveCommand.class},
    mixinStandardHelpOptions = true)
final class KeyCommand implements Callable<Integer> {
  @ParentCommand
  private Main main;

  @Spec
  private CommandSpec spec;

  /** Reads where the keys are. */
  AppConfig.Store store() {
    return main.settings().config().store();
  }

  /** Reads whether a server without keys is open to everybody. */
  boolean guarded() {
    return main.settings().config().access().open();
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "key: say what to do; known are add, list and remove");
  }
}
