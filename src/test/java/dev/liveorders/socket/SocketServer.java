package dev.liveorders.socket;

import dev.liveorders.http.HttpVerticle;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.RawSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The HttpVerticle as it is deployed, on one event loop and on the transport of production where that loads, over TLS if
 * there is a certificate. A script over the bus is its store: electronics with A1 and A2, confectionery with B1.
 */
final class SocketServer implements AutoCloseable {
  static final int LARGEST_COMMAND = 4_096;
  static final String EPOCH = "b7b7b7b7b7b7b7b7";

  private static final long FIRST_SEQ = 5;
  private static final int SECONDS = 10;

  private final Vertx vertx;
  private final Certificate certificate;
  private final HttpVerticle http = new HttpVerticle();
  private final AtomicLong seq = new AtomicLong(FIRST_SEQ);
  private String deployment;

  private SocketServer(Certificate certificate) {
    this.certificate = certificate;
    boolean epoll = Transport.EPOLL != null && Transport.EPOLL.available();
    this.vertx =
        Vertx.builder().withTransport(epoll ? Transport.EPOLL : Transport.NIO).build();
  }

  /** Starts one that speaks plain TCP. */
  static SocketServer start(JsonObject live) throws Exception {
    return new SocketServer(null).deploy(live);
  }

  /** Starts one that pings nobody during a test. */
  static SocketServer startQuiet() throws Exception {
    return start(quiet());
  }

  /** Starts one over TLS that pings nobody during a test. */
  static SocketServer startQuiet(Certificate certificate) throws Exception {
    return new SocketServer(certificate).deploy(quiet());
  }

  private static JsonObject quiet() {
    return new JsonObject().put("pingMillis", 3_000_000).put("pongTimeoutMillis", 3_600_000);
  }

  private SocketServer deploy(JsonObject live) throws Exception {
    JsonObject board = board();
    vertx.eventBus().<JsonObject>localConsumer("live-orders.board", ask -> ask.reply(board));
    JsonObject httpKeys = new JsonObject().put("port", 0).put("warmUpMillis", 0);
    if (certificate != null) {
      httpKeys
          .put("tlsCertificateFile", certificate.certificate().toString())
          .put("tlsKeyFile", certificate.key().toString());
    }
    JsonObject config = new JsonObject()
        .put("http", httpKeys)
        .put("live", new JsonObject().put("maxCommandBytes", LARGEST_COMMAND).mergeIn(live));
    deployment = await(vertx.deployVerticle(http, new DeploymentOptions().setConfig(config)));
    return this;
  }

  private static JsonObject board() {
    return new JsonObject()
        .put("epoch", EPOCH)
        .put("from", 0)
        .put("to", FIRST_SEQ)
        .put(
            "categories",
            new JsonArray().add(category("electronics", "A")).add(category("confectionery", "B")))
        .put(
            "products",
            new JsonArray()
                .add(product("A1", "electronics", 3))
                .add(product("A2", "electronics", 7))
                .add(product("B1", "confectionery", 101)));
  }

  private static JsonObject category(String name, String prefix) {
    return new JsonObject().put("category", name).put("title", name).put("prefix", prefix);
  }

  static JsonObject product(String id, String category, long total) {
    return new JsonObject()
        .put("id", id)
        .put("category", category)
        .put("name", "Product " + id)
        .put("rrp", "9.90")
        .put("total", total)
        .put("seq", 1);
  }

  /** The next commit: it leaves this total behind. */
  void publish(String id, long total) {
    long to = seq.incrementAndGet();
    publish(
        to,
        "totals",
        new JsonArray().add(new JsonObject().put("id", id).put("total", total).put("seq", to)));
  }

  private void publish(long to, String field, JsonArray changes) {
    vertx
        .eventBus()
        .publish(
            "live-orders.feed",
            new JsonObject()
                .put("epoch", EPOCH)
                .put("from", to - 1)
                .put("to", to)
                .put(field, changes));
  }

  /** Upgrades at a path. */
  RawSocket upgrade(String path, String... headers) throws IOException {
    return RawSocket.upgrade(connect(), path, headers);
  }

  /** A connection on which nothing was sent yet but what TLS needs. */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), http.port()), SECONDS * 1_000);
    return certificate == null
        ? socket
        : certificate
            .clients()
            .getSocketFactory()
            .createSocket(socket, "localhost", http.port(), true);
  }

  /** Begins to stop. */
  Future<Void> stop() {
    return vertx.undeploy(deployment);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    try {
      await(vertx.close());
    } catch (Exception e) {
      throw new AssertionError("Vert.x did not close", e);
    }
  }
}
