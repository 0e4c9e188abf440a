package dev.liveorders.http;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.http.access.AccessControl;
import dev.liveorders.http.access.KeyRing;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.connection.ConnectionGuards;
import dev.liveorders.http.connection.LoopbackAddresses;
import dev.liveorders.http.connection.ServerTls;
import dev.liveorders.http.files.StaticFiles;
import dev.liveorders.http.handler.RequestClients;
import dev.liveorders.http.problem.ProblemResponder;
import dev.liveorders.limits.Clients;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Drain;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.NodeDrain;
import dev.liveorders.live.websocket.WebSocketTakeover;
import dev.liveorders.netty.VertxConnections;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The serving side of a node, once for each event loop: an HTTP server with its board and its watchers. Several share
 * one port. Starts alone: without an OrdersVerticle it serves its files and answers orders with 503. Its configuration
 * is the JSON of the whole application; every key has a default.
 */
public final class HttpVerticle extends VerticleBase {
  private final Predicate<SocketAddress> peers;
  private AppConfig config;
  private Optional<ServerTls> tls = Optional.empty();
  private Bus bus;
  private RequestClients requestClients;
  private AccessControl access;
  private Hub hub;
  private Readers readers;
  private HubProbe probe;
  private Monitoring monitoring;
  private Health health;
  private ConnectionGuards guards;
  private RequestGate gate;
  private HttpServer server;

  /** Listens on the same port of another address of the configured host. */
  private final List<HttpServer> others = new ArrayList<>();

  /** Serves everybody who reaches it. */
  public HttpVerticle() {
    this(peer -> true);
  }

  /** Serves some only; a connection of any other peer is closed before it is read. */
  public HttpVerticle(Predicate<SocketAddress> peers) {
    this.peers = peers;
  }

  @Override
  public Future<?> start() {
    return vertx
        .executeBlocking(() -> ConfigReader.fromJson(config().getMap()))
        .compose(this::createHub)
        .compose(created -> loadReaders())
        .compose(read -> ServerTls.load(vertx, config.http()))
        .map(loaded -> tls = loaded)
        .compose(loaded ->
            StaticFiles.load(vertx, config.http().webroot(), config.http().frameAncestors()))
        .onSuccess(this::createServer)
        .compose(created -> monitoring.listen())
        .compose(listening -> hub.start())
        .compose(started -> listen())
        .onSuccess(listening -> probe = HubProbe.register(vertx, hub));
  }

  private Future<?> listen() {
    return server
        .listen()
        .compose(listening -> listenElsewhere())
        .onSuccess(listening -> tls.ifPresent(this::keepRenewed))
        .recover(cause -> Future.failedFuture(new ListenException(config.http(), cause)));
  }

  /** Returns a future to wait for: of two handlers of one call on another thread the later may run first. */
  private Future<Void> createHub(AppConfig read) {
    config = read;
    monitoring = Monitoring.start(vertx, config);
    bus = new Bus(vertx);
    hub = new Hub(
        vertx,
        bus,
        config.live(),
        config.windows(),
        config.cluster().checkInterval(),
        NodeMemory.ofWatchers(vertx, config),
        monitoring.meters().fanout());
    return KeyRing.follow(bus, config).map(ring -> {
      requestClients = new RequestClients(Clients.of(vertx, config));
      access = new AccessControl(ring, requestClients::address, RequestClients::isFromElsewhere);
      health = new Health(
          vertx,
          bus,
          access,
          Clients.of(vertx, config),
          NodeMemory.ofRequests(vertx, config),
          NodeMemory.ofWatchers(vertx, config));
      return null;
    });
  }

  /** Reads who may watch; a future like that of {@link #createHub}. */
  private Future<Void> loadReaders() {
    return Readers.load(vertx, config.access(), access::readRights).map(loaded -> {
      readers = loaded;
      hub.readTokensBy(readers::ofToken);
      return null;
    });
  }

  /** A browser takes localhost for whichever of its addresses it likes. */
  private Future<?> listenElsewhere() {
    List<Future<HttpServer>> listening = new ArrayList<>();
    for (String address : LoopbackAddresses.others(config.http().host())) {
      HttpServerOptions options = options().setHost(address).setPort(server.actualPort());
      tls.ifPresent(https -> https.apply(options));
      HttpServer other = server(options, gate);
      Future<HttpServer> attempt = other.listen().onSuccess(others::add);
      boolean anyPort = config.http().port() == 0; // which may be taken there
      listening.add(anyPort ? attempt.otherwiseEmpty() : attempt);
    }
    return Future.join(listening);
  }

  private void keepRenewed(ServerTls https) {
    https.keepRenewed(server);
    others.forEach(https::keepRenewed);
  }

  private void createServer(StaticFiles files) {
    RejectionLog rejections = new RejectionLog(monitoring.meters().rejections());
    monitoring.create(access, health);
    guards = new ConnectionGuards(
        vertx,
        options(),
        config.http(),
        NodeMemory.ofRequests(vertx, config),
        Clients.of(vertx, config),
        rejections::onRejected,
        rejections::onRoomMade);
    guards.start();
    gate = gate(rejections, AccessLog.of(config.log()), files);
    HttpServerOptions options = options();
    tls.ifPresent(https -> https.apply(options));
    server = server(options, gate);
  }

  /** Makes the way of a request: sockets turn off before the routes. */
  private RequestGate gate(
      RejectionLog rejections, Optional<AccessLog> accessLog, StaticFiles files) {
    SocketUpgrade sockets = new SocketUpgrade(
        hub,
        readers,
        (request, subscription) -> requestClients.watch(request, hub.board(), subscription),
        this::onWebSocket);
    Routes routes = new Routes(
        vertx,
        bus,
        hub,
        readers,
        config,
        access,
        requestClients,
        rejections,
        accessLog,
        health,
        monitoring.handler(),
        files);
    return new RequestGate(config.http(), rejections, accessLog, sockets, routes.router());
  }

  /** Makes an open socket a watcher. {@link WebSocketTakeover} names what reads its commands and what closes it. */
  private void onWebSocket(ServerWebSocket socket, Admission admission) {
    WebSocketTakeover.watch(socket, hub, admission);
  }

  private HttpServer server(HttpServerOptions options, Handler<HttpServerRequest> gate) {
    return vertx
        .createHttpServer(options)
        .connectionHandler(this::onConnection)
        .invalidRequestHandler(ProblemResponder::answerMalformed)
        .requestHandler(request -> {
          if (guards.admit(request)) {
            gate.handle(request);
          }
        });
  }

  private void onConnection(HttpConnection connection) {
    if (peers.test(connection.remoteAddress())) {
      guards.onConnection(connection);
    } else {
      VertxConnections.abort(connection);
    }
  }

  private HttpServerOptions options() {
    return ServerOptions.of(config);
  }

  /** The port it listens on, once started. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Stops accepting, closes watchers in their turn, and finishes the requests under way, within the configured times.
   */
  @Override
  public Future<?> stop() {
    health.drain();
    guards.drain();
    tls.ifPresent(ServerTls::stop);
    readers.stop();
    if (probe != null) {
      probe.unregister();
    }
    Drain drain = NodeDrain.of(vertx).choose(vertx, config.shutdown().drain());
    Duration longest = config.http().shutdownTimeout().plus(drain.window());
    List<Future<?>> stopping = new ArrayList<>(List.of(hub.stop(drain), shutDown(server, longest)));
    others.forEach(other -> stopping.add(shutDown(other, longest)));
    return Future.join(stopping).onComplete(stopped -> guards.stop()).eventually(monitoring::stop);
  }

  private static Future<Void> shutDown(HttpServer listening, Duration longest) {
    return listening.shutdown(longest.toMillis(), TimeUnit.MILLISECONDS);
  }
}
