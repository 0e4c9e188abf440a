package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster with its simulator, watchers and shops that order, to which things happen without end. Longer, and before 300
 * watchers, with {@code -Psoak}; the same again with {@code -Dsoak.seed}.
 */
class RandomFaultsIT {
  private static final int WATCHERS = Integer.getInteger("soak.watchers", 48);
  private static final int PER_SECOND = 40;

  /** After the last fault. A second is promised; with {@code -Psoak} no other suite has the machine. */
  private static final Duration SOON = Duration.ofSeconds(Long.getLong("soak.soon.seconds", 5));

  @TempDir
  Path folder;

  @Test
  void whateverHappensAcknowledgedIsStoredIsShown() throws Exception {
    Duration length = Duration.ofSeconds(Long.getLong("soak.seconds", 20));
    long seed = Long.getLong("soak.seed", System.nanoTime());
    System.out.println("random faults for " + length.toSeconds() + " s, seed " + seed);
    Random random = new Random(seed);
    PostgresServer server =
        PostgresServer.start(Files.createDirectory(folder.resolve("postgres")), true);
    Tenant tenant = server.newTenant();
    try (Nodes nodes = new Nodes(folder, 3)
            .store(tenant)
            .env("LIVE_ORDERS_SIMULATION_ENABLED", "true")
            .env("LIVE_ORDERS_SIMULATION_HISTORY", "false")
            .env("LIVE_ORDERS_SIMULATION_PERIOD_MILLIS", "200")
            .startAll();
        Trial trial = new Trial(nodes, server, tenant, new History())
            .start(WATCHERS, PER_SECOND, random.nextLong())) {
      Faults faults = new Faults(nodes, server, trial, random);
      long end = System.nanoTime() + length.toNanos();
      Duration converged = Duration.ZERO;
      Duration longest = Duration.ZERO;
      int count = 0;
      while (System.nanoTime() < end) {
        String what = faults.next();
        converged = trial.converge();
        longest = converged.compareTo(longest) > 0 ? converged : longest;
        count++;
        System.out.println(what + ": all agree after " + converged.toMillis()
            + " ms, the longest wait for an answer was " + trial.longestWait().toMillis() + " ms");
      }
      System.out.println(count + " faults, at most " + longest.toMillis()
          + " ms until all agreed, the last " + converged.toMillis() + " ms");
      trial.finish();
      assertThat(converged).as("until all agreed after the last fault").isLessThan(SOON);
    } finally {
      server.stop();
    }
  }
}
