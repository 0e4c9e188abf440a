package dev.liveorders.app.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import dev.liveorders.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process as one of several nodes: joins them, and tells who comes and goes. */
public final class ClusterNode implements MembershipListener {
  private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);

  /** Commits for a node that does not answer wait in memory; after so long without an answer it is sent none. */
  private static final Duration BUS_PING = Duration.ofSeconds(2);

  private static final Duration BUS_PONG = Duration.ofSeconds(5);

  /**
   * Vert.x flushes a connection before it closes it. Where the kernel's buffer is full of commits for a silent node, that
   * would last until TCP gives up, about 15 minutes; meanwhile nothing connects anew. This ends it (tcp(7), Linux only).
   */
  private static final Duration BUS_UNACKNOWLEDGED = BUS_PING.plus(BUS_PONG);

  /**
   * The kernel repeats an attempt to connect at growing intervals. An attempt that began while the network was silent
   * would notice its return up to half a minute late; a new one notices at once.
   */
  private static final Duration BUS_CONNECT = Duration.ofSeconds(2);

  private static final Duration RETRY_DELAY = Duration.ofMillis(100);

  private final AppConfig.Cluster config;
  private final HazelcastClusterManager manager;
  private Vertx vertx;

  private ClusterNode(AppConfig.Cluster config) {
    this.config = config;
    this.manager = new HazelcastClusterManager(HazelcastConfig.of(config));
  }

  /**
   * Joins the others, or is the first.
   *
   * @param options of a Vert.x by itself; how it speaks to others comes on top
   * @throws ClusterException when that does not succeed in time
   */
  public static ClusterNode join(
      VertxBuilder builder, VertxOptions options, AppConfig.Cluster config) {
    ClusterNode node = new ClusterNode(config);
    try {
      node.vertx = builder
          .with(options.setEventBusOptions(node.busOptions()))
          .withClusterManager(node.manager)
          .buildClustered()
          .timeout(config.joinTimeout().toMillis(), TimeUnit.MILLISECONDS)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      String within = e.getCause() instanceof TimeoutException
          ? " within " + config.joinTimeout().toSeconds() + " s"
          : "";
      throw new ClusterException(
          "the cluster " + config.name() + " cannot be joined" + within
              + "; check cluster.members, cluster.host and the ports: " + e.getCause(),
          e.getCause());
    }
    HazelcastConfig.forgetWhoNeverAnswered(node.manager.getConfig(), config);
    node.hazelcast().getCluster().addMembershipListener(node);
    return node;
  }

  private EventBusOptions busOptions() {
    EventBusOptions options = new EventBusOptions()
        .setPort(config.busPort())
        .setConnectTimeout(Math.toIntExact(BUS_CONNECT.toMillis()))
        .setClusterPingInterval(BUS_PING.toMillis())
        .setClusterPingReplyInterval(BUS_PONG.toMillis())
        .setTcpUserTimeout(Math.toIntExact(BUS_UNACKNOWLEDGED.toMillis()));
    config.host().ifPresent(options::setHost);
    config.publicHost().ifPresent(options::setClusterPublicHost);
    return options;
  }

  private HazelcastInstance hazelcast() {
    return manager.getHazelcastInstance();
  }

  public Vertx vertx() {
    return vertx;
  }

  /**
   * Completes when what the cluster keeps is kept twice, as far as it has two nodes; another may leave then. Fails when that
   * takes longer than a start may.
   */
  public Future<Void> whenSafe() {
    Promise<Void> safe = Promise.promise();
    askWhetherSafe(safe, System.nanoTime() + config.joinTimeout().toNanos());
    return safe.future();
  }

  private void askWhetherSafe(Promise<Void> safe, long deadline) {
    vertx
        .executeBlocking(() -> hazelcast().getPartitionService().isClusterSafe(), false)
        .onComplete(answer -> {
          if (answer.succeeded() && answer.result()) {
            safe.complete();
          } else if (System.nanoTime() - deadline > 0) {
            safe.fail(new ClusterException(
                "the cluster " + config.name() + " has not come to rest within "
                    + config.joinTimeout().toSeconds() + " s; its members are "
                    + hazelcast().getCluster().getMembers(),
                answer.cause()));
          } else {
            vertx.setTimer(RETRY_DELAY.toMillis(), again -> askWhetherSafe(safe, deadline));
          }
        });
  }

  /** This node among the others, in words. */
  public String description() {
    return "node " + name(hazelcast().getCluster().getLocalMember()) + " of cluster "
        + config.name() + ", which has " + nodes();
  }

  @Override
  public void memberAdded(MembershipEvent event) {
    log.info("node {} has joined, the cluster has {}", name(event.getMember()), nodes());
  }

  @Override
  public void memberRemoved(MembershipEvent event) {
    log.info("node {} has left, the cluster has {}", name(event.getMember()), nodes());
  }

  private String nodes() {
    int count = hazelcast().getCluster().getMembers().size();
    return count == 1 ? "1 node" : count + " nodes";
  }

  private static String name(Member member) {
    return member.getAddress().getHost() + ":" + member.getAddress().getPort();
  }
}
