package dev.liveorders.cluster;

import static dev.liveorders.cluster.SplitCluster.ALONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.Leeway;
import dev.liveorders.kit.PrivateNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster under load, with watchers on all nodes, while the network loses what one node says and is told. */
class PartitionIT {
  private static final int WATCHERS = 24;
  private static final int PER_SECOND = 20;
  private static final long SEED = 20261126;

  /** Following through the store takes up to cluster.checkMillis, a second; twice that, as two cores do all of this. */
  private static final Duration SOON = Leeway.over(Duration.ofSeconds(2));

  /**
   * An order under way waits for the call, two seconds and one more, and to settle; one behind it as long as for a
   * call, for a connection.
   */
  private static final Duration REJECTED_WITHIN =
      Leeway.over(Duration.ofMillis(3_000 + 500 + 3_000));

  /**
   * Totals are stale after two and a half checks; it is looked for once a second, and told to all within two seconds
   * more.
   */
  private static final Duration TOLD_STALE_WITHIN =
      Leeway.over(Duration.ofMillis(2_500 + 1_000 + 2_000 + 1_000));

  /** Parts of a cluster become one within fifteen seconds. */
  private static final Duration BUS_BACK_WITHIN = Duration.ofSeconds(30);

  /** Silence is noticed after seven seconds, and then an attempt to connect has two; measuring takes a few more. */
  private static final Duration BUS_AGAIN_WITHIN = Duration.ofSeconds(15);

  @TempDir
  static Path folder;

  private static SplitCluster cluster;

  private Trial trial;
  private Hearing hearing;

  @BeforeAll
  static void startCluster() throws Exception {
    cluster = new SplitCluster(PrivateNetwork.orSkip(PartitionIT.class, SplitCluster.COUNT));
    cluster.start(folder);
    Await.until("all have found each other", cluster::isWhole);
  }

  @AfterAll
  static void stopCluster() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @BeforeEach
  void startTrial() throws Exception {
    System.out.println("PartitionIT seed " + SEED);
    trial = cluster.trial();
    trial.start(WATCHERS, PER_SECOND, SEED, REJECTED_WITHIN);
    hearing = new Hearing(trial);
    awaitAcknowledgedByAll();
  }

  @AfterEach
  void endTrial() throws Exception {
    cluster.heal();
    trial.close();
  }

  @Test
  void aNodeCutOffFromTheOthersFollowsThroughTheStoreAndHearsThemAgainWhenTheNetworkIsBack()
      throws Exception {
    long left = cluster.said(" has left");
    cluster.cutFromOthers();
    awaitAcknowledgedByAll();
    trial.orderAt(0, 2);
    assertThat(hearing.awaitStore(ALONE, "cut off from the others")).isLessThan(SOON);
    trial.awaitTrue(() -> cluster.said(" has left") >= left + 4, () -> "nobody notices");
    assertConverges("cut off from the others");
    trial.orderAt(0, 1, 2);
    awaitAcknowledgedByAll();
    cluster.heal();
    assertBusBack(System.nanoTime(), BUS_BACK_WITHIN);
    assertNobodyLost(false);
    trial.finish();
  }

  /** An attempt to connect that goes on in the silence would hear of its end half a minute late. */
  @Test
  void aBusThatAloneIsSilentIsTriedAgainUntilItIsHeard() throws Exception {
    long left = cluster.said(" has left");
    long givenUp = cluster.said("connection timed out");
    cluster.cutBus();
    trial.orderAt(0, 2);
    assertThat(hearing.awaitStore(ALONE, "the bus is silent")).isLessThan(SOON);
    trial.awaitTrue(() -> cluster.said("connection timed out") > givenUp, () -> "nobody gives up");
    assertConverges("the bus is silent");
    cluster.heal();
    assertBusBack(System.nanoTime(), BUS_AGAIN_WITHIN);
    assertThat(cluster.said(" has left")).isEqualTo(left);
    assertNobodyLost(false);
    trial.finish();
  }

  @Test
  void aNodeCutOffFromTheDatabaseShowsWhatTheBusBringsAndRejectsOrdersUntilItIsBack()
      throws Exception {
    cluster.cutFromDatabase();
    assertToldStale();
    Answers answers = trial.answers(ALONE);
    long acknowledged = trial.ask(answers::acknowledged);
    trial.orderAt(0, 2);
    hearing.awaitBus(ALONE, "cut off from the database");
    assertConverges("cut off from the database");
    trial.orderAt(0, 1, 2);
    trial.awaitAcknowledged(PER_SECOND);
    assertThat(trial.ask(answers::acknowledged)).isEqualTo(acknowledged);
    assertRejected(answers);
    assertHeals();
    assertNobodyLost(true);
    trial.finish();
  }

  @Test
  void aNodeCutOffFromAllKeepsItsWatchersAndConvergesWhenTheNetworkIsBack() throws Exception {
    cluster.cutFromDatabase();
    cluster.cutFromOthers();
    assertToldStale();
    trial.awaitAcknowledged(3 * PER_SECOND);
    assertRejected(trial.answers(ALONE));
    assertHeals();
    assertNobodyLost(true);
    trial.finish();
  }

  private void awaitAcknowledgedByAll() throws Exception {
    for (int node = 0; node < SplitCluster.COUNT; node++) {
      trial.awaitAcknowledgedBy(node, PER_SECOND / 10);
    }
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** Everybody at the node is told that its totals are old. */
  private void assertToldStale() throws Exception {
    long began = System.nanoTime();
    long all = trial.ask(() -> trial.swarm().count(ALONE));
    trial.awaitTrue(() -> trial.stale() > 0, () -> "nobody is told");
    Duration first = since(began);
    trial.awaitTrue(
        () -> trial.ask(() -> trial.swarm().countStale(ALONE)) == all, () -> "some are not told");
    Duration told = since(began);
    System.out.println("stale: the first watcher is told after " + first.toMillis()
        + " ms, all after " + told.toMillis() + " ms");
    assertThat(told).isLessThan(TOLD_STALE_WITHIN);
  }

  /**
   * The node has rejected orders, and none waited long for that; what a rejection has to say, {@link Load} looks at.
   */
  private void assertRejected(Answers answers) throws Exception {
    trial.awaitTrue(() -> !trial.ask(answers::rejections).isEmpty(), () -> "no order is rejected");
    Map<String, Long> rejections = trial.ask(answers::rejections);
    Duration longest = trial.ask(answers::longestRejection);
    System.out.println("rejected after at most " + longest.toMillis() + " ms: " + rejections);
    assertThat(longest).isLessThan(REJECTED_WITHIN);
  }

  private void assertConverges(String when) throws Exception {
    Duration converged = trial.converge();
    System.out.println(when + ": all agree after " + converged.toMillis() + " ms");
    assertThat(converged).isLessThan(SOON);
  }

  /** With the network back the node takes orders by itself, and is as all the others soon after. */
  private void assertHeals() throws Exception {
    long healed = System.nanoTime();
    cluster.heal();
    trial.awaitAcknowledgedBy(ALONE, 1);
    System.out.println("healed: takes orders again after " + since(healed).toMillis() + " ms");
    assertConverges("healed");
    awaitNobodyStale();
    System.out.println("healed: nobody is stale after " + since(healed).toMillis() + " ms");
    assertBusBack(healed, BUS_BACK_WITHIN);
  }

  private void assertBusBack(long healed, Duration within) throws Exception {
    hearing.awaitBusBetweenAll("healed");
    Duration took = since(healed);
    System.out.println("healed: each hears all others after " + took.toMillis() + " ms");
    assertThat(took).isLessThan(within);
  }

  private void awaitNobodyStale() throws Exception {
    trial.awaitTrue(() -> trial.stale() == 0, () -> "somebody is told of old totals");
  }

  /**
   * Every watcher stayed, every order was answered, and nobody shows old totals. The node, if any, had told all its
   * watchers of them. Elsewhere not all may have been told: a machine that stands still for a moment has a node tell
   * those to whom a ping is due.
   */
  private void assertNobodyLost(boolean stale) throws Exception {
    assertThat(trial.reconnects()).isZero();
    awaitNobodyStale();
    for (int node = 0; node < SplitCluster.COUNT; node++) {
      int number = node;
      long all = trial.ask(() -> trial.swarm().count(number));
      long told = trial.ask(() -> trial.swarm().countOnceStale(number));
      if (stale && node == ALONE) {
        assertThat(told).isEqualTo(all);
      } else {
        assertThat(told).isLessThan(all);
      }
      assertThat(trial.ask(trial.answers(node)::unanswered)).isZero();
    }
  }
}
