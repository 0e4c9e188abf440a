package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.Soak;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster with its simulator, watchers and shops that order, to which things happen for ten minutes; {@link
 * ClusterIT} has a little of that. The same again with {@code -Dsoak.seed}.
 */
@Soak
class RandomFaultsIT {
  private static final int WATCHERS = Integer.getInteger("soak.watchers", 300);
  private static final int PER_SECOND = 40;

  /** After the last fault. */
  private static final Duration SOON = Duration.ofSeconds(Long.getLong("soak.soon.seconds", 2));

  @TempDir
  Path folder;

  @Test
  void whateverHappensAcknowledgedIsStoredIsShown() throws Exception {
    Duration length = Duration.ofSeconds(Long.getLong("soak.seconds", 600));
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
      Duration converged = new Faults(nodes, server, trial, random).goOnFor(length);
      trial.finish();
      assertThat(converged).as("until all agreed after the last fault").isLessThan(SOON);
    } finally {
      server.stop();
    }
  }
}
