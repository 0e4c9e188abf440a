package dev.liveorders.cluster;

import dev.liveorders.kit.PostgresServer;
import java.time.Duration;
import java.util.Random;

/** What befalls a cluster: one thing at a time, chosen at random, and mended before it returns. */
final class Faults {
  private static final Duration MAX_STILL = Duration.ofSeconds(12);
  private static final Duration MAX_STILL_DATABASE = Duration.ofSeconds(4);

  private final Nodes nodes;
  private final PostgresServer server;
  private final Trial trial;
  private final Random random;

  Faults(Nodes nodes, PostgresServer server, Trial trial, Random random) {
    this.nodes = nodes;
    this.server = server;
    this.trial = trial;
    this.random = random;
  }

  /** Lets things happen one after the other; returns how long it took after the last until all agreed. */
  Duration goOnFor(Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    Duration converged = Duration.ZERO;
    Duration longest = Duration.ZERO;
    int count = 0;
    while (System.nanoTime() < end) {
      String what = next();
      converged = trial.converge();
      longest = converged.compareTo(longest) > 0 ? converged : longest;
      count++;
      System.out.println(what + ": all agree after " + converged.toMillis()
          + " ms, the longest wait for an answer was " + trial.longestWait().toMillis() + " ms");
    }
    System.out.println(count + " faults, at most " + longest.toMillis()
        + " ms until all agreed, the last " + converged.toMillis() + " ms");
    return converged;
  }

  /** Lets something happen; tells what, in words, once it is over. */
  String next() throws Exception {
    int node = random.nextInt(nodes.count());
    return switch (random.nextInt(6)) {
      case 0, 1 -> {
        nodes.kill(node);
        nodes.start(node);
        yield "killed node " + node;
      }
      case 2, 3 -> standStill(node);
      case 4 -> {
        server.stop();
        server.startAgain();
        yield "restarted the database";
      }
      default -> {
        Duration still = upTo(MAX_STILL_DATABASE);
        server.freeze();
        trial.pass(still);
        server.thaw();
        yield "stopped the database for " + still.toMillis() + " ms";
      }
    };
  }

  /** One node stands still, and sometimes another is killed meanwhile. */
  private String standStill(int node) throws Exception {
    Duration still = upTo(MAX_STILL);
    boolean killed = random.nextInt(3) == 0;
    int other = (node + 1) % nodes.count();
    nodes.process(node).freeze();
    if (killed) {
      nodes.kill(other);
      nodes.launch(other);
    }
    trial.pass(still);
    nodes.process(node).thaw();
    if (killed) {
      nodes.process(other).awaitReady();
    }
    return "stopped node " + node + " for " + still.toMillis() + " ms"
        + (killed ? ", and killed node " + other + " meanwhile" : "");
  }

  private Duration upTo(Duration longest) {
    return Duration.ofMillis(500 + random.nextLong(longest.toMillis() - 500));
  }
}
