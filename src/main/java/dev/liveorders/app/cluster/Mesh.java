package dev.liveorders.app.cluster;

import dev.liveorders.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The connections of this node with all others, over which each tells its {@link NodeState}: at once when it changes,
 * and every second as a sign of life. Nobody leads, and nothing is agreed on. A node is there as long as one
 * connection with it is. Confined to the event loop that it is started on.
 */
final class Mesh {
  static final Duration BEAT = Duration.ofSeconds(1);

  /** A node that was silent for so long is left out. */
  static final Duration SILENCE = Duration.ofSeconds(10);

  /**
   * The kernel repeats an attempt to connect at growing intervals. An attempt that began while the network was silent
   * would notice its return up to half a minute late; a new one notices at once.
   */
  static final Duration CONNECT = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final AppConfig.Cluster config;
  private final NodeIdentity identity;
  private final MemberAddresses addresses;
  private final Members members;
  private final Supplier<NodeState> state;
  private final StrangersLog strangers = new StrangersLog();
  private final Dialer dialer = new Dialer();
  private final Set<Link> links = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();

  /** Attempts whose end is not known yet. */
  private final Set<Object> attempts = new HashSet<>();

  private final Promise<Void> searched = Promise.promise();
  private NetServer server;
  private NetClient client;
  private boolean left;

  /** Somebody who waits until all others have a version of our state. */
  private record Waiting(long version, Promise<Void> told) {}

  /** The listener that is told of states; called on the mesh's event loop. */
  interface Members {
    /** A state of a node of this cluster has come. */
    void onState(NodeState state);

    /** The last connection with a node has ended. */
    void onLeft(String node);
  }

  Mesh(
      Vertx vertx,
      AppConfig.Cluster config,
      NodeIdentity identity,
      MemberAddresses addresses,
      Members members,
      Supplier<NodeState> state) {
    this.vertx = vertx;
    this.config = config;
    this.identity = identity;
    this.addresses = addresses;
    this.members = members;
    this.state = state;
  }

  /** Listens on the first port of the configured ones that is free, and returns it. */
  Future<Integer> listen(String host) {
    NetClientOptions options = new NetClientOptions()
        .setHostnameVerificationAlgorithm("")
        .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
        .setTcpUserTimeout(Math.toIntExact(SILENCE.toMillis()));
    identity.applyTo(options);
    client = vertx.createNetClient(options);
    return listen(host, config.port());
  }

  private Future<Integer> listen(String host, int port) {
    NetServerOptions options = new NetServerOptions()
        .setClientAuth(ClientAuth.REQUIRED)
        .setTcpUserTimeout(Math.toIntExact(SILENCE.toMillis()));
    identity.applyTo(options);
    server = vertx
        .createNetServer(options)
        .exceptionHandler(cause -> strangers.onRejected(port, cause))
        .connectHandler(socket -> open(new Link(socket, Optional.empty()), () -> {}));
    return server
        .listen(port, host)
        .map(NetServer::actualPort)
        .recover(taken -> port + 1 < config.port() + MemberAddresses.PORTS
            ? listen(host, port + 1)
            : Future.failedFuture(new ClusterException(
                "none of the ports " + config.port() + " to " + port + " of " + host
                    + " is free; set cluster.port",
                taken)));
  }

  /** Looks for the others; completes when everybody was asked who could be found. */
  Future<Void> search(MemberAddress own) {
    dialer.isOwn(own);
    vertx.setPeriodic(BEAT.toMillis(), beat -> beat());
    vertx.setPeriodic(Dialer.RETRY_UNMET.toMillis(), again -> lookUp());
    return lookUp().compose(found -> {
      endOf(this);
      return searched.future();
    });
  }

  private Future<Void> lookUp() {
    return vertx
        .executeBlocking(addresses::others, false)
        .onFailure(unknown -> strangers.onUnknownName(config.kubernetesService(), unknown))
        .otherwiseEmpty()
        .map(
            found -> { // in one handler, since of two the second may come first
              if (found != null) {
                dialer.configured(found, System.nanoTime());
              }
              dial();
              return null;
            });
  }

  private void beat() {
    for (Link link : List.copyOf(links)) {
      if (link.isSilentFor(link.node() == null ? NodeIdentity.HANDSHAKE : SILENCE)) {
        onClosed(
            link); // of a silent one Vert.x tells only when the kernel has given up, as it flushes
        // before it closes
        link.close();
      } else {
        link.send(state.get());
      }
    }
    dial();
  }

  private void dial() {
    if (left) {
      return;
    }
    Set<MemberAddress> connected = new HashSet<>(state.get().members());
    links.forEach(link -> link.dialed().ifPresent(connected::add));
    for (MemberAddress address : dialer.due(connected, System.nanoTime())) {
      Object attempt = new Object();
      attempts.add(attempt);
      client
          .connect(address.port(), address.host())
          .onSuccess(socket -> open(new Link(socket, Optional.of(address)), () -> endOf(attempt)))
          .onFailure(cause -> {
            strangers.onUnreachable(address, cause);
            endOf(attempt);
          })
          .onComplete(tried -> dialer.tried(address, System.nanoTime()));
    }
  }

  private void endOf(Object attempt) {
    attempts.remove(attempt);
    if (attempts.isEmpty()) {
      searched.tryComplete();
    }
  }

  /** Calls {@code known} once it is known whom the link leads to, or that it has ended. */
  private void open(Link link, Runnable known) {
    links.add(link);
    link.open(told -> onState(link, told, known), seen -> settle(), () -> {
      onClosed(link);
      known.run();
    });
    link.send(state.get());
  }

  private void onState(Link link, NodeState told, Runnable known) {
    NodeState own = state.get();
    if (!links.contains(link)) {
      return; // it was silent for too long, and speaks again on its way down
    }
    if (told.node().equals(own.node())) {
      link.dialed().ifPresent(dialer::isOwn);
      link.close();
    } else if (!told.cluster().equals(own.cluster())) {
      strangers.onOtherCluster(told, own.cluster());
      link.close();
    } else {
      link.leadsTo(told.node());
      members.onState(told);
      told.members().forEach(member -> dialer.heardOf(member, System.nanoTime()));
      dial();
    }
    known.run();
  }

  private void onClosed(Link link) {
    String node = link.node();
    if (links.remove(link)
        && node != null
        && links.stream().noneMatch(other -> node.equals(other.node()))) {
      members.onLeft(node);
    }
    settle();
  }

  /** Tells all others the state of now; completes when they have it, or after a while. */
  Future<Void> publish() {
    NodeState now = state.get();
    links.forEach(link -> link.send(now));
    Promise<Void> told = Promise.promise();
    waiting.add(new Waiting(now.version(), told));
    long limit = vertx.setTimer(CONNECT.toMillis(), late -> told.tryComplete());
    settle();
    return told.future().onComplete(done -> vertx.cancelTimer(limit));
  }

  private void settle() {
    Map<String, Long> seen = new LinkedHashMap<>();
    links.stream()
        .filter(link -> link.node() != null)
        .forEach(link -> seen.merge(link.node(), link.seen(), Math::max));
    waiting.removeIf(one -> {
      boolean toldAll = seen.values().stream().allMatch(version -> version >= one.version());
      return one.told().future().isComplete() || toldAll && one.told().tryComplete();
    });
  }

  void leave() {
    left = true;
    List.copyOf(links).forEach(Link::close);
  }
}
