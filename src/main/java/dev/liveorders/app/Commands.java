package dev.liveorders.app;

import dev.liveorders.bench.BenchCommand;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The commands of the command line. To build the models of all takes a third of the time of a start, so a start has
 * none, and a command only its own.
 */
final class Commands {
  /** By their names, in the order of the help. */
  private static final List<Map.Entry<String, Class<?>>> ALL = List.of(
      Map.entry("check-config", CheckConfigCommand.class),
      Map.entry("backup", BackupCommand.class),
      Map.entry("restore", RestoreCommand.class),
      Map.entry("export", ExportCommand.class),
      Map.entry("new-epoch", NewEpochCommand.class),
      Map.entry("purge", PurgeCommand.class),
      Map.entry("key", KeyCommand.class),
      Map.entry("audit", AuditCommand.class),
      Map.entry("explain", ExplainCommand.class),
      Map.entry("bench", BenchCommand.class),
      Map.entry("train", TrainCommand.class));

  private Commands() {}

  /**
   * Adds the commands that these arguments name; all of them where help is asked for or an argument is not
   * understood.
   */
  static CommandLine addTo(CommandLine line, List<String> arguments) {
    if (!serves(line, arguments)) {
      boolean none = nameNone(arguments);
      for (Map.Entry<String, Class<?>> command : ALL) {
        if (none || arguments.contains(command.getKey())) {
          line.addSubcommand(command.getKey(), command.getValue());
        }
      }
    }
    return line;
  }

  /** Tells whether none of these arguments is a command's name, before anything is parsed. */
  static boolean nameNone(List<String> arguments) {
    return ALL.stream().noneMatch(command -> arguments.contains(command.getKey()));
  }

  private static boolean serves(CommandLine line, List<String> arguments) {
    try {
      return !line.parseArgs(arguments.toArray(String[]::new)).isUsageHelpRequested();
    } catch (ParameterException isCommandOrFault) {
      return false;
    }
  }
}
