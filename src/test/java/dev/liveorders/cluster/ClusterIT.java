package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.cluster.History.Acknowledgement;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Leeway;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes and a database, under load, with watchers on all of them, while things happen to them one by one. */
class ClusterIT {
  private static final int WATCHERS = 12;
  private static final int PER_SECOND = 20;
  private static final long SEED = 20261125;

  /**
   * After a fault everybody shows what the store has within so long. A second is promised, but another suite may have
   * the machine; who waits for a node or a database that does not answer waits for ten.
   */
  private static final Duration SOON = Duration.ofSeconds(5);

  @TempDir
  static Path folder;

  private static ThreeNodes cluster;
  private static Nodes nodes;

  @BeforeAll
  static void start() throws Exception {
    cluster = new ThreeNodes(folder);
    nodes = cluster.nodes();
  }

  @AfterAll
  static void stop() throws Exception {
    cluster.close();
  }

  private static Trial trial() throws Exception {
    System.out.println("ClusterIT seed " + SEED);
    Trial trial = cluster.trial().start(WATCHERS, PER_SECOND, SEED);
    trial.awaitAcknowledged(PER_SECOND);
    return trial;
  }

  private static void report(String what, Trial trial) throws Exception {
    Duration converged = trial.converge();
    System.out.println(what + ": all agree after " + converged.toMillis()
        + " ms, the longest wait for an answer was " + trial.longestWait().toMillis() + " ms");
    assertThat(converged).isLessThan(SOON);
  }

  @Test
  void allNodesAreOneClusterAndAnOrderOnOneIsSeenOnAll() throws Exception {
    int before = nodes.process(0).lines().size();
    Map<String, Double> freshness = ProductWatchers.freshness(nodes);
    try (ProductWatchers watchers = new ProductWatchers(nodes.ports(), "electronics", "A1")) {
      for (int node = 0; node < nodes.count(); node++) {
        String order = "seen" + node;
        HttpResponse<String> answer = new Api(nodes.ports().get(node)).order("A1", 2, order);
        watchers.awaitTotal(cluster.acknowledge(order, "A1", 2, answer).total());
      }
      watchers.assertFreshnessIsKnown(nodes, freshness);
    }
    assertThat(cluster.errors(0, before)).isEmpty();
  }

  /** All sockets and event streams lose it within a second, then all lists; the plain format says nothing of it. */
  @Test
  void aRetiredProductLeavesAllNodesAndComesBackWithItsTotal() throws Exception {
    cluster.change(0, "PUT", "{\"name\":\"Gum\",\"rrp\":\"0.99\"}");
    cluster.acknowledge("kept", "B3", 5, new Api(nodes.ports().get(0)).order("B3", 5, "kept"));
    try (ProductWatchers watchers = new ProductWatchers(nodes.ports(), "confectionery", "B3")) {
      watchers.awaitTotal(5);
      long began = System.nanoTime();
      cluster.change(0, "DELETE", "");
      watchers.awaitToldGone();
      Duration gone = Duration.ofNanos(System.nanoTime() - began);
      System.out.println("a retired product was gone after " + gone.toMillis() + " ms");
      assertThat(gone).isLessThan(Leeway.over(Duration.ofSeconds(1)));
      watchers.assertGone();
      cluster.change(1, "PUT", "{}");
      assertThat(watchers.nextPlain()).containsOnly("{\"id\":\"B3\",\"total\":5}");
      watchers.awaitTold("{\"id\":\"B3\",\"total\":5");
    }
  }

  @Test
  void theSameOrderAtAllNodesAtTheSameMomentIsCountedOnceAndAllAreToldTheSame() throws Exception {
    ExecutorService shops = Executors.newFixedThreadPool(nodes.count());
    try {
      for (int round = 0; round < 20; round++) {
        String order = "same" + round;
        CountDownLatch together = new CountDownLatch(nodes.count());
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        for (int port : nodes.ports()) {
          answers.add(shops.submit(() -> {
            Api api = new Api(port);
            together.countDown();
            together.await();
            return api.order("B1", 3, order);
          }));
        }
        List<Acknowledgement> told = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
          told.add(cluster.acknowledge(order, "B1", 3, answer.get()));
        }
        assertThat(told).filteredOn(answer -> !answer.duplicate()).hasSize(1);
        assertThat(told)
            .extracting(Acknowledgement::total)
            .containsOnly(told.get(0).total());
      }
    } finally {
      shops.shutdownNow();
    }
  }

  @Test
  void eachNodeIsKilledInTurnAndStartedAgain() throws Exception {
    try (Trial trial = trial()) {
      for (int node = 0; node < nodes.count(); node++) {
        nodes.kill(node);
        report("killed node " + node, trial);
        nodes.start(node);
        trial.awaitAcknowledged(PER_SECOND / 2);
      }
      report("all are back", trial);
      trial.finish();
    }
  }

  @Test
  void aNodeThatStoodStillForTenSecondsGoesOnAsIfNothingHadHappened() throws Exception {
    try (Trial trial = trial()) {
      nodes.process(1).freeze();
      trial.pass(Duration.ofSeconds(10));
      nodes.process(1).thaw();
      report("node 1 stood still for 10 s", trial);
      trial.finish();
    }
  }

  /** The stopped node's call has the number of its commit before the other's, and nobody there to hear so. */
  @Test
  void aNodeThatIsStoppedInTheMiddleOfACommitKeepsNobodyWaiting() throws Exception {
    ExecutorService shops = Executors.newFixedThreadPool(2);
    cluster.awaitQuietSeconds();
    try (Connection lock = cluster.server().connect()) {
      lock.setAutoCommit(false);
      lock.createStatement()
          .execute("select from " + cluster.tenant().name() + ".ledger for update");
      var first = shops.submit(() -> new Api(nodes.ports().get(0)).order("A2", 1, "middle0"));
      cluster.awaitPlacing(1);
      nodes.process(0).freeze();
      var second = shops.submit(() -> new Api(nodes.ports().get(1)).order("A2", 1, "middle1"));
      cluster.awaitPlacing(2);
      long released = System.nanoTime();
      lock.rollback();
      Acknowledgement told = cluster.acknowledge("middle1", "A2", 1, second.get());
      Duration waited = Duration.ofNanos(System.nanoTime() - released);
      nodes.process(0).thaw();
      System.out.println("stopped in the middle of a commit: the next node's was answered after "
          + waited.toMillis() + " ms");
      assertThat(waited).isLessThan(Leeway.over(Duration.ofSeconds(3)));
      assertThat(told.total())
          .as("after the stopped node's")
          .isEqualTo(cluster.acknowledge("middle0", "A2", 1, first.get()).total() + 1);
    } finally {
      shops.shutdownNow();
    }
  }

  @Test
  void theDatabaseIsRestartedAndStandsStill() throws Exception {
    try (Trial trial = trial()) {
      cluster.server().stop();
      cluster.server().startAgain();
      report("database restarted", trial);
      trial.awaitAcknowledged(PER_SECOND);
      cluster.server().freeze();
      try {
        Await.until(
            "watchers are told that totals are stale", trial::stale, stale -> stale == WATCHERS);
        assertThat(new Api(nodes.ports().get(0)).get("/health/ready").statusCode())
            .isEqualTo(200);
      } finally {
        cluster.server().thaw();
      }
      report("database stood still", trial);
      trial.awaitAcknowledged(PER_SECOND);
      trial.finish();
    }
  }

  @Test
  void nodesAndTheirSecretAreReplacedOneAfterTheOtherAndNobodyMissesThem() throws Exception {
    try (Trial trial = trial()) {
      trial.longestWait();
      trial.longestGap();
      cluster.replaceSecret();
      for (int node = 0; node < nodes.count(); node++) {
        assertThat(nodes.process(node).terminate()).as(nodes.said()).isZero();
        nodes.start(node);
        assertThat(nodes.process(node).lines()).anyMatch(line -> line.endsWith("has 3 nodes"));
      }
      Duration longest = trial.longestWait();
      Duration gap = trial.longestGap();
      report(
          "rolling restart, the longest wait of an order was " + longest.toMillis()
              + " ms, of a watcher " + gap.toMillis() + " ms",
          trial);
      assertThat(longest).as("an order waited").isLessThan(Leeway.over(Duration.ofSeconds(3)));
      assertThat(gap)
          .as("a watcher was without totals")
          .isLessThan(Leeway.over(Duration.ofSeconds(2)));
      trial.finish();
    }
  }

  /** As {@link RandomFaultsIT} does for ten minutes. */
  @Test
  void whateverHappensForAWhileAcknowledgedIsStoredIsShown() throws Exception {
    long seed = Long.getLong("soak.seed", System.nanoTime());
    System.out.println("random faults, seed " + seed);
    try (Trial trial = trial()) {
      Faults faults = new Faults(nodes, cluster.server(), trial, new Random(seed));
      assertThat(faults.goOnFor(Duration.ofSeconds(Long.getLong("soak.seconds", 4))))
          .as("until all agreed after the last fault")
          .isLessThan(SOON);
      trial.finish();
    }
  }
}
