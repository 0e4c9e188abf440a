package dev.liveorders.app;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The lines on the terminal for arguments that are not understood: what was meant, or what there is. */
final class WrongUsage implements IParameterExceptionHandler {
  private final IParameterExceptionHandler others;

  /** @param others reports every other fault of an argument */
  WrongUsage(IParameterExceptionHandler others) {
    this.others = others;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) throws Exception {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      return others.handleParseException(wrong, arguments);
    }
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(wrong.getMessage());
    err.println(unmatched.isUnknownOption() ? settings(command) : commands(command, unmatched));
    err.flush();
    return Main.WRONG_CONFIGURATION;
  }

  private static String settings(CommandLine command) {
    return command.getCommandSpec().qualifiedName()
        + " --help lists the options; settings stand in the file of -conf, or in"
        + " the environment, such as LIVE_ORDERS_HTTP_PORT=3001";
  }

  private static String commands(CommandLine command, UnmatchedArgumentException unmatched) {
    String name = command.getCommandSpec().qualifiedName();
    String typed = unmatched.getUnmatched().get(0);
    List<String> meant = unmatched.getSuggestions().stream()
        .filter(known -> isSlip(typed, known.substring(known.lastIndexOf(' ') + 1)))
        .toList();
    if (!meant.isEmpty()) {
      return "Did you mean: " + String.join(" or ", meant) + "?";
    }
    return command.getSubcommands().isEmpty()
        ? name + " --help lists what it takes"
        : "known are " + String.join(", ", command.getSubcommands().keySet()) + "; " + name
            + " --help says what they do"
            + (command.getParent() == null ? ", and without a command it serves" : "");
  }

  /** A word of the same first letter: what else is like it was not mistyped, and may do harm. */
  private static boolean isSlip(String typed, String known) {
    return !typed.isEmpty() && known.charAt(0) == typed.charAt(0);
  }
}
