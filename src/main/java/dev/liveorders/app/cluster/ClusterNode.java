package dev.liveorders.app.cluster;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ClusterSecrets;
import dev.liveorders.config.ConfigKey;
import dev.liveorders.config.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** This process as one of several nodes: joins the others, and says how it stands among them. */
public final class ClusterNode {
  /** The keys that are needed to join, and not by a verticle. */
  public static final Set<ConfigKey> JOINING_KEYS = EnumSet.of(
      ConfigKey.CLUSTER_SECRET,
      ConfigKey.CLUSTER_SECRET_FILE,
      ConfigKey.CLUSTER_PREVIOUS_SECRET,
      ConfigKey.CLUSTER_PREVIOUS_SECRET_FILE,
      ConfigKey.CLUSTER_MEMBERS,
      ConfigKey.CLUSTER_KUBERNETES_SERVICE,
      ConfigKey.CLUSTER_HOST,
      ConfigKey.CLUSTER_PUBLIC_HOST);

  /** Commits for a node that does not answer wait in memory; after so long without an answer it is sent none. */
  private static final Duration BUS_PING = Duration.ofSeconds(2);

  private static final Duration BUS_PONG = Duration.ofSeconds(5);

  /**
   * Vert.x flushes a connection before it closes it. Where the kernel's buffer is full of commits for a silent node,
   * that would last until TCP gives up, about 15 minutes; meanwhile nothing connects anew. This ends it (tcp(7),
   * Linux only).
   */
  private static final Duration BUS_UNACKNOWLEDGED = BUS_PING.plus(BUS_PONG);

  private final AppConfig.Cluster config;
  private final NodesClusterManager manager;
  private final boolean open;
  private Vertx vertx;

  private ClusterNode(AppConfig.Cluster config) {
    List<Secret> secrets = ClusterSecrets.read(config).accepted();
    this.config = config;
    this.open = secrets.isEmpty();
    this.manager = new NodesClusterManager(config, open ? List.of(AuthorityKey.OPEN) : secrets);
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
          .with(options.setEventBusOptions(busOptions(config, node.manager)))
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
    node.rejectJavaObjects();
    return node;
  }

  /** The options of an event bus that only nodes of the cluster can speak to. */
  static EventBusOptions busOptions(AppConfig.Cluster config, NodesClusterManager manager) {
    EventBusOptions options = new EventBusOptions()
        .setPort(config.busPort())
        .setHost(manager.clusterHost())
        .setClusterPublicHost(manager.clusterPublicHost())
        .setConnectTimeout(Math.toIntExact(Mesh.CONNECT.toMillis()))
        .setClusterPingInterval(BUS_PING.toMillis())
        .setClusterPingReplyInterval(BUS_PONG.toMillis())
        .setTcpUserTimeout(Math.toIntExact(BUS_UNACKNOWLEDGED.toMillis()))
        .setClientAuth(ClientAuth.REQUIRED)
        .setTrustAll(false);
    manager.identity().applyTo(options);
    return options;
  }

  /**
   * Nodes send each other JSON and commits. An object that only Java reads is of nobody's, and may be made to run
   * code.
   */
  private void rejectJavaObjects() {
    vertx.eventBus().serializableChecker(type -> false).clusterSerializableChecker(type -> false);
  }

  public Vertx vertx() {
    return vertx;
  }

  /** This node among the others, in words. */
  public String description() {
    return "node " + manager.member() + " of cluster " + config.name() + ", which has "
        + manager.count()
        + (open
            ? ", open to every program of this machine, as cluster.secret is not set"
            : ", closed by its secret");
  }
}
