package dev.liveorders.bench;

import dev.liveorders.model.KeyText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The common part of all scenarios: a server, rounds, and a report. Exit code 0 when every watcher ended exact, no
 * total went back and every order was taken, 1 otherwise. A rate that was not sustained is a figure, not a fault: several are
 * measured to find the highest that is.
 */
abstract class Scenario implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server to measure, with no simulation; without it, one is started.")
  private URI url;

  @Option(
      names = "--insecure",
      description = "Take whatever certificate an https:// server shows: one that signed itself.")
  private boolean insecure;

  @Option(
      names = "--resume",
      description = "Resume TLS sessions of connections before, as browsers do. Without it each"
          + " connection makes a whole handshake.")
  private boolean resuming;

  @Option(
      names = "--pid",
      paramLabel = "PID",
      defaultValue = "0",
      description = "Its process on this machine, to read its CPU time and memory.")
  private long pid;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key of that server with the scope orders, where it needs one.")
  private String key;

  @Option(
      names = "--tls",
      arity = "0..1",
      fallbackValue = "EC",
      paramLabel = "KIND",
      description = "Start the server with a certificate that signs itself, of an EC or RSA key,"
          + " and speak HTTPS with it. Without a kind EC.")
  private OwnCertificate.Kind tls;

  @Option(
      names = "--server-cpus",
      paramLabel = "LIST",
      description = "CPUs of the server that is started, by taskset, like 0. Start bench itself"
          + " by taskset to keep it to others.")
  private String serverCpus;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often to measure; more than once shows medians. Default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--json", description = "Print an array of results instead of a table.")
  private boolean json;

  /** Measures once. */
  abstract void measure(Target target, Progress progress, Report report) throws Exception;

  /** The catalogue of a server that is started, as JSON; null for the demo's. */
  String catalogue() {
    return null;
  }

  /** The configuration of a server that is started, by the names of the environment. */
  Map<String, String> environment() {
    return Map.of();
  }

  /** The time within which a server that is started has to be ready. */
  Duration readyTimeout() {
    return BenchServer.READY_TIMEOUT;
  }

  /** Tells whether each round begins with a fresh server. */
  boolean startsAnewEachRound() {
    return false;
  }

  @Override
  public final Integer call() throws Exception {
    if (url != null && tls != null) {
      throw new BenchException("--tls is for a server that is started; leave it out, and name"
          + " yours by --url https://…, with --insecure for a certificate that signs itself");
    }
    Report report = new Report(spec.name());
    Progress progress = new Progress(!json);
    if (url != null) {
      Target target = given();
      target.checkListens();
      measure(target, rounds, progress, report);
    } else if (startsAnewEachRound()) {
      for (int round = 0; round < rounds; round++) {
        measureOwn(1, progress, report);
      }
    } else {
      measureOwn(rounds, progress, report);
    }
    progress.end();
    report.print(spec.commandLine().getOut(), json);
    return report.isRight() ? 0 : 1;
  }

  /** Returns a server of its own as the load is to see it. */
  final Target target(BenchServer server) {
    return server.target().resuming(resuming);
  }

  private Target given() {
    ServerTrust trust = insecure ? ServerTrust.IN_ANYBODY : ServerTrust.OF_AUTHORITIES;
    return new Target(url, pid, key(), trust, resuming);
  }

  /** Returns the way in which a server of its own is started. */
  final ServerLaunch launch() {
    return ServerLaunch.ofThisJar()
        .onCpus(serverCpus)
        .withCatalogue(catalogue())
        .configuredBy(environment())
        .withTls(Optional.ofNullable(tls));
  }

  private Optional<KeyText> key() {
    if (key != null && KeyText.parse(key).isEmpty()) {
      throw new BenchException("--key is no whole key, as live-orders key add prints it");
    }
    return Optional.ofNullable(key).flatMap(KeyText::parse);
  }

  /** Starts a server, measures it, and stops it. */
  void measureOwn(int times, Progress progress, Report report) throws Exception {
    progress.say("starting a server");
    try (BenchServer server = BenchServer.start(launch(), readyTimeout())) {
      measure(target(server), times, progress, report);
    }
  }

  private void measure(Target target, int times, Progress progress, Report report)
      throws Exception {
    for (int i = 0; i < times; i++) {
      measure(target, progress, report);
    }
  }

  /** Products of these ids, ordered in turn. */
  static List<SoldProduct> products(String... ids) {
    return IntStream.range(0, ids.length)
        .mapToObj(i -> new SoldProduct(ids[i], i, ids.length))
        .toList();
  }
}
