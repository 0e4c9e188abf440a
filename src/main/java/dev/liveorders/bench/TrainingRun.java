package dev.liveorders.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A load for a server whose JVM records what it does, to do it faster after its next start. */
public final class TrainingRun {
  private static final int WATCHERS = 250;
  private static final int VISITORS = 150;
  private static final int CONNECTIONS = 64;
  private static final double ORDERS_PER_SECOND = 2_500;

  /** A name, which has to be resolved, and has more than one address. */
  private static final Map<String, String> LISTENING_AS_BY_DEFAULT =
      Map.of("LIVE_ORDERS_HTTP_HOST", "localhost");

  /** A JVM that records is slow, and has no archive. */
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);

  private static final Duration STOP_TIMEOUT = Duration.ofMinutes(3);

  private TrainingRun() {}

  /**
   * Starts a server by a command on a free port of this machine and a store of its own, puts it under load, and stops
   * it. Blocks until its process has ended.
   *
   * @throws BenchException when it does not start, or does not end well
   */
  public static void run(List<String> command, double seconds) throws Exception {
    ServerLaunch launch = ServerLaunch.by(command).configuredBy(LISTENING_AS_BY_DEFAULT);
    try (BenchServer server = BenchServer.launch(launch)) {
      server.awaitReady(READY_TIMEOUT);
      load(server.target(), seconds);
      server.stop(STOP_TIMEOUT);
    }
  }

  private static void load(Target target, double seconds) throws Exception {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    Progress progress = new Progress(true);
    progress.say("putting a server under load for " + Math.round(seconds) + " s");
    try (Experiment experiment = new Experiment(target, Scenario.products("A1"), progress)) {
      List<WatchOptions> options = List.of(
          WatchOptions.plain("electronics", false),
          WatchOptions.v1("electronics"),
          WatchOptions.events("electronics"),
          WatchOptions.v1("electronics").ofItsProduct());
      for (WatchOptions option : options.subList(0, 2)) {
        experiment.group(false).open(WATCHERS, option, experiment::product);
      }
      experiment.flow().open(CONNECTIONS);
      experiment.loop().run(() -> experiment.flow().flow(ORDERS_PER_SECOND));
      for (int wave = 0; System.nanoTime() < end; wave++) {
        WatcherGroup visitors = experiment.group(false);
        visitors.open(VISITORS, options.get(wave % options.size()), experiment::product);
        experiment.loop().run(visitors::close);
        new IntakeLoad(experiment.loop(), List.of(target), 1, 10).runUntil(100);
      }
      experiment.loop().run(experiment.flow()::stop);
    } finally {
      progress.end();
    }
  }
}
