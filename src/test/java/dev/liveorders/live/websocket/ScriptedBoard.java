package dev.liveorders.live.websocket;

import static dev.liveorders.kit.Await.await;
import static dev.liveorders.kit.V1Messages.ids;
import static dev.liveorders.kit.V1Messages.nextOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.bus.Bus;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Windows;
import dev.liveorders.http.handler.SubscriptionReader;
import dev.liveorders.json.CommitJson;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.limits.NodeBudget;
import dev.liveorders.live.board.Commits;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Drain;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.fanout.ReadRights;
import dev.liveorders.live.fanout.Subscription;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.metrics.FanoutMeters;
import dev.liveorders.model.Commit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A hub behind a real server, on a board that a test feeds over the bus as a script would: in JSON. With
 * {@code @RegisterExtension} it is served before each test and closed after it. It pings nobody, and ends no watcher
 * that is silent or does not read, unless a test asks for it.
 */
final class ScriptedBoard implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  static final int MAX_COMMAND_BYTES = 4096;
  static final int MAX_WATCHERS = 5;

  /** Longer than a test takes, however slow its machine is. */
  private static final Duration LONG = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private volatile Commit store = Commits.snapshot();
  private final Duration checkInterval;
  private Duration pingInterval = LONG;
  private Duration pongTimeout = LONG;
  private Duration stalledTimeout = LONG;
  private NodeBudget memory = NodeBudget.alone(Long.MAX_VALUE);
  private Hub hub;
  private int port;

  ScriptedBoard() {
    this(Duration.ofMinutes(1));
  }

  /**
   * @param checkInterval how long its node may go without being compared with the store; by {@link #compareEvery}
   */
  ScriptedBoard(Duration checkInterval) {
    this.checkInterval = checkInterval;
  }

  /** Limits what may wait for watchers, in bytes; to be called before it starts. */
  ScriptedBoard withMemory(long bytes) {
    memory = NodeBudget.alone(bytes);
    return this;
  }

  /** Has watchers pinged at every check, which is once a second; to be called before it starts. */
  ScriptedBoard withPings() {
    pingInterval = Duration.ofMillis(300);
    return this;
  }

  /** Drops who has been silent for so long; to be called before it starts. */
  ScriptedBoard withPongTimeout(Duration timeout) {
    pongTimeout = timeout;
    return this;
  }

  /** Closes who has not read for so long; to be called before it starts. */
  ScriptedBoard withStalledTimeout(Duration timeout) {
    stalledTimeout = timeout;
    return this;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    serve();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  /** Starts, with the board of {@link Commits#snapshot}. */
  void serve() {
    serve(new HttpServerOptions());
  }

  /** Starts over TLS. */
  void serve(Certificate certificate) {
    serve(new HttpServerOptions()
        .setSsl(true)
        .setKeyCertOptions(new PemKeyCertOptions()
            .setCertPath(certificate.certificate().toString())
            .setKeyPath(certificate.key().toString())));
  }

  private void serve(HttpServerOptions options) {
    vertx.eventBus().<JsonObject>localConsumer("live-orders.board", ask -> ask.reply(store));
    Promise<Integer> listening = Promise.promise();
    vertx.runOnContext(start -> {
      hub = new Hub(
          vertx,
          new Bus(vertx),
          config(),
          new Windows(List.of("1h", "24h"), Optional.empty()),
          checkInterval,
          memory,
          FanoutMeters.NONE);
      hub.start() // a script may change the store as soon as this is over
          .compose(read -> server(options).listen(0, "127.0.0.1"))
          .map(HttpServer::actualPort)
          .onComplete(listening);
    });
    port = await(listening.future());
  }

  private HttpServer server(HttpServerOptions options) {
    options
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setMaxWebSocketFrameSize(MAX_COMMAND_BYTES)
        .setWebSocketSubProtocols(List.of(WireFormat.SUBPROTOCOL));
    return vertx.createHttpServer(options).requestHandler(request -> {
      WebSocketTakeover.prepare(request.connection(), null);
      request
          .toWebSocket()
          .onSuccess(socket -> WebSocketTakeover.watch(
              socket, hub, new Admission(subscription(request), ReadRights.OPEN)));
    });
  }

  private Subscription subscription(HttpServerRequest request) {
    SubscriptionReader subscriptions = new SubscriptionReader(hub);
    return request.path().equals("/orders")
        ? subscriptions.ofProducts(request)
        : subscriptions.ofCategory(request.path().substring("/orders/".length()), request);
  }

  private AppConfig.Live config() {
    return new AppConfig.Live(
        Duration.ofMillis(1),
        2,
        MAX_WATCHERS,
        true,
        true,
        MAX_COMMAND_BYTES,
        2_048,
        pingInterval,
        pongTimeout,
        stalledTimeout);
  }

  int port() {
    return port;
  }

  /** Opens a socket of {@code live-orders.v1} at a path below that of all orders. */
  RawSocket connect(String path) throws IOException {
    return RawSocket.connect(port, "/orders" + path, "Sec-WebSocket-Protocol: live-orders.v1");
  }

  /** Opens a socket of {@code live-orders.v1} that has been shown the electronics. */
  RawSocket connectToElectronics() throws IOException {
    RawSocket socket = connect("/electronics");
    assertThat(ids(nextOf(socket, "snapshot"))).containsExactly("A1", "A2", "A10");
    return socket;
  }

  /** Publishes the next commit to the boards. */
  void publish(Commit commit) {
    vertx.eventBus().publish("live-orders.feed", CommitJson.write(commit));
  }

  /** From now on the node compares itself with the store. */
  void compareEvery(Duration interval) {
    Bus bus = new Bus(vertx);
    vertx.setPeriodic(interval.toMillis(), compared -> bus.publishCompared(store.position()));
  }

  /** The store has made a commit that the boards have not heard of. */
  void storeAlsoHas(Commit commit) {
    store = commit;
  }

  /** The store is another one. */
  void storeIsNow(Commit everything) {
    store = everything;
  }

  /** Waits until the board is at a position. */
  void awaitSeq(long seq) {
    Promise<Boolean> reached = Promise.promise();
    vertx.runOnContext(ask -> hub.reached(seq, Await.TIMEOUT).onComplete(reached));
    if (!await(reached.future())) {
      throw new AssertionError("the board did not reach seq " + seq);
    }
  }

  /** Asks the hub something, on its event loop. */
  <T> T ask(Function<Hub, T> question) {
    Promise<T> answer = Promise.promise();
    vertx.runOnContext(ask -> Future.succeededFuture(hub).map(question).onComplete(answer));
    return await(answer.future());
  }

  /** Stops the hub; completes when its watchers are disconnected. */
  Future<Void> stop() {
    Promise<Void> stopped = Promise.promise();
    vertx.runOnContext(stop -> hub.stop(Drain.AT_ONCE).onComplete(stopped));
    return stopped.future();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
