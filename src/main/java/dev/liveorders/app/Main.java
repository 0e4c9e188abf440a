package dev.liveorders.app;

import dev.liveorders.config.Settings;
import dev.liveorders.http.connection.ServerTls;
import dev.liveorders.log.Logging;
import dev.liveorders.netty.DirectMemory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line: without a command it serves. Exit codes: 0 as asked, 1 could not start, 2 wrong configuration or
 * usage, 3 out of memory, 141 the reader of standard output went away, 143, 130 or 129 a command was stopped by a
 * signal.
 */
@Command(
    name = "live-orders",
    description = "Exact, durable, live order totals: one server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.Provider.class,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  static final int COULD_NOT_START = 1;
  static final int WRONG_CONFIGURATION = 2;
  static final int OUT_OF_MEMORY = 3;

  @Option(
      names = "-conf",
      paramLabel = "FILE",
      scope = CommandLine.ScopeType.INHERIT,
      description = {
        "Configuration, JSON. The environment overrides it:",
        "http.port is LIVE_ORDERS_HTTP_PORT."
      })
  private Path file;

  @Option(
      names = "-cluster",
      description = "Be one of several nodes that share a store; the same as cluster.enabled.")
  private boolean cluster;

  @Option(
      names = "-instances",
      paramLabel = "N",
      description = "Event loops that serve HTTP; default one per core.")
  private Integer instances;

  Main() {}

  private Main(ServeOptions options) {
    file = options.conf().orElse(null);
    cluster = options.cluster();
    instances = options.instances().orElse(null);
  }

  /** Runs a command, or serves until it is told to stop. */
  public static void main(String[] args) {
    Logging.choose(); // before anything that could log is loaded
    boolean serves = Commands.nameNone(List.of(args));
    if (serves) {
      OptimizingCompiler.yieldToOthers();
    }
    Logging.start(); // before anybody logs
    DirectMemory.failAtOnce();
    DirectMemory.leaveOutEvents();
    OutOfMemory.listen();
    ServerTls.rejectRenegotiation(); // before anybody uses TLS
    StopSignal.listen(serves);
    int status = run(args);
    if (status != Server.RUNNING) {
      StopSignal.ignore();
      System.exit(status);
    }
  }

  private static int run(String... args) {
    Optional<ServeOptions> options = ServeOptions.of(List.of(args));
    if (options.isPresent()) {
      return serve(options.get());
    }
    CommandLine commandLine = commandLine(args);
    return StandardOutput.check(commandLine.execute(args), commandLine.getErr());
  }

  private static int serve(ServeOptions options) {
    try {
      return new Main(options).call();
    } catch (Exception failure) {
      return ExitReport.report(failure, new PrintWriter(System.err, true));
    }
  }

  /** Returns the command line for these arguments, which tells of a failure in lines and by its exit code. */
  static CommandLine commandLine(String... args) {
    CommandLine commandLine = Commands.addTo(new CommandLine(new Main()), List.of(args));
    return commandLine
        .setParameterExceptionHandler(new WrongUsage(commandLine.getParameterExceptionHandler()))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> ExitReport.report(failure, command.getErr()));
  }

  /** Reads the settings of the file, the environment and the command line, and logs as they say. */
  Settings settings() {
    Settings settings =
        Configuration.read(Optional.ofNullable(file), Optional.ofNullable(instances), cluster);
    Logging.configure(settings.config().log());
    return settings;
  }

  @Override
  public Integer call() throws Exception {
    return Server.start(settings(), new Invocation(Optional.ofNullable(file)));
  }
}
