package dev.liveorders.app.cluster;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Secret;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.NodeListener;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster of Vert.x's event bus: which nodes there are, where their buses listen, and who consumes what. It is
 * what the nodes tell each other over their {@link Mesh}, and no more than that. State belongs to one event loop;
 * what is asked for from other threads is published in volatile fields.
 */
final class NodesClusterManager extends WithoutSharedData implements Mesh.Members {
  private static final Logger log = LoggerFactory.getLogger(ClusterNode.class);

  private final String id = UUID.randomUUID().toString();
  private final AppConfig.Cluster config;
  private final NodeIdentity identity;
  private final MemberAddresses addresses;
  private final String host;
  private final Consumers consumers = new Consumers();
  private final Map<String, NodeState> others = new HashMap<>();
  private ContextInternal context;
  private Mesh mesh;
  private RegistrationListener registrations;
  private NodeListener nodes;
  private long version;
  private volatile MemberAddress member;
  private volatile Optional<NodeInfo> bus = Optional.empty();
  private volatile Map<String, NodeState> snapshot = Map.of();
  private volatile boolean active;

  /**
   * Makes one; asks the resolver, so it blocks.
   *
   * @param secrets the cluster's; behind it the one before, while that is still accepted
   */
  NodesClusterManager(AppConfig.Cluster config, List<Secret> secrets) {
    this.config = config;
    this.identity = NodeIdentity.of(id, secrets);
    this.addresses = new MemberAddresses(config);
    this.host = addresses.own();
  }

  NodeIdentity identity() {
    return identity;
  }

  @Override
  public void init(Vertx vertx) {
    context = ((VertxInternal) vertx).createEventLoopContext();
    mesh = new Mesh(vertx, config, identity, addresses, this, this::state);
  }

  @Override
  public void join(Completable<Void> promise) {
    context.runOnContext(own -> mesh.listen(host)
        .compose(port -> {
          member = new MemberAddress(config.publicHost().orElse(host), port);
          active = true;
          return mesh.search(member);
        })
        .onComplete(promise));
  }

  /** The state that this node tells the others; on the event loop of the mesh. */
  private NodeState state() {
    return new NodeState(
        id,
        config.name(),
        member,
        bus,
        version,
        consumers.shared(),
        others.values().stream().map(NodeState::member).toList());
  }

  @Override
  public void onState(NodeState state) {
    NodeState before = others.get(state.node());
    if (before != null && before.version() >= state.version()) {
      return;
    }
    others.put(state.node(), state);
    snapshot = Map.copyOf(others);
    if (before == null) {
      log.info("node {} has joined, the cluster has {}", state.member(), count());
      if (nodes != null) {
        nodes.nodeAdded(state.node());
      }
    }
    tell(consumers.replace(state.node(), state.consumers()));
  }

  @Override
  public void onLeft(String node) {
    NodeState left = others.remove(node);
    if (left == null || !active) {
      return;
    }
    snapshot = Map.copyOf(others);
    log.info("node {} has left, the cluster has {}", left.member(), count());
    tell(consumers.replace(node, Map.of()));
    if (nodes != null) {
      nodes.nodeLeft(node);
    }
  }

  /** Tells the event bus of this node whom it would send to at these addresses now. */
  private void tell(Set<String> changed) {
    for (String address : changed) {
      if (registrations.wantsUpdatesFor(address)) {
        registrations.registrationsUpdated(
            new RegistrationUpdateEvent(address, consumers.at(address)));
      }
    }
  }

  @Override
  public void addRegistration(
      String address, RegistrationInfo consumer, Completable<Void> promise) {
    context.runOnContext(own -> {
      consumers.add(address, consumer);
      tell(Set.of(address));
      (consumer.localOnly() ? Future.<Void>succeededFuture() : publish()).onComplete(promise);
    });
  }

  @Override
  public void removeRegistration(
      String address, RegistrationInfo consumer, Completable<Void> promise) {
    context.runOnContext(own -> {
      consumers.remove(address, consumer);
      tell(Set.of(address));
      if (!consumer.localOnly()) {
        publish();
      }
      promise.succeed();
    });
  }

  private Future<Void> publish() {
    version++;
    return mesh.publish();
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
    context.runOnContext(own -> promise.succeed(consumers.at(address)));
  }

  @Override
  public void setNodeInfo(NodeInfo info, Completable<Void> promise) {
    bus = Optional.of(info);
    context.runOnContext(own -> publish().onComplete(promise));
  }

  @Override
  public NodeInfo getNodeInfo() {
    return bus.orElse(null);
  }

  @Override
  public void getNodeInfo(String node, Completable<NodeInfo> promise) {
    Optional<NodeInfo> found =
        node.equals(id) ? bus : Optional.ofNullable(snapshot.get(node)).flatMap(NodeState::bus);
    if (found.isPresent()) {
      promise.succeed(found.get());
    } else {
      promise.fail("node " + node + " has left the cluster");
    }
  }

  @Override
  public String getNodeId() {
    return id;
  }

  @Override
  public List<String> getNodes() {
    return Stream.concat(Stream.of(id), snapshot.keySet().stream()).toList();
  }

  @Override
  public void leave(Completable<Void> promise) {
    active = false;
    context.runOnContext(own -> {
      mesh.leave();
      promise.succeed();
    });
  }

  @Override
  public boolean isActive() {
    return active;
  }

  @Override
  public String clusterHost() {
    return host;
  }

  @Override
  public String clusterPublicHost() {
    return config.publicHost().orElse(host);
  }

  /** Returns the address at which this node listens for others, once it has joined. */
  MemberAddress member() {
    return member;
  }

  /** Returns the number of nodes, in words. */
  String count() {
    int count = 1 + snapshot.size();
    return count == 1 ? "1 node" : count + " nodes";
  }

  @Override
  public void nodeListener(NodeListener listener) {
    nodes = listener;
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    registrations = listener;
  }
}
