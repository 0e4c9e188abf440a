package dev.liveorders.kit;

import static dev.liveorders.kit.Await.await;

import dev.liveorders.http.HttpVerticle;
import dev.liveorders.netty.GuardedTransport;
import dev.liveorders.orders.OrdersVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * An HttpVerticle on a free port, deployed as in production: on one event loop of its own Vert.x, with the transport
 * of production where that loads, over TLS if there is a certificate. Nobody takes orders unless a test deploys or
 * scripts it.
 */
public final class TestNode implements AutoCloseable {
  private final Vertx vertx = Vertx.builder().withTransport(transport()).build();
  private final HttpVerticle http = new HttpVerticle();
  private final JsonObject config;
  private final ScriptedOrders orders = new ScriptedOrders(vertx);
  private SSLContext clients;
  private String httpId;

  /**
   * Pings and heartbeats begin at a random time, and then come between any two messages: only who asks for them has
   * any.
   *
   * @param httpKeys of the configuration's {@code http}, beside the port
   */
  public TestNode(JsonObject httpKeys) {
    config = new JsonObject()
        .put("http", new JsonObject().put("port", 0).mergeIn(httpKeys))
        .put(
            "live",
            new JsonObject().put("pingMillis", 3_000_000).put("pongTimeoutMillis", 3_600_000))
        .put("simulation", new JsonObject().put("enabled", false));
  }

  public TestNode() {
    this(new JsonObject());
  }

  private static Transport transport() {
    return Transport.EPOLL != null && Transport.EPOLL.available()
        ? GuardedTransport.epoll()
        : GuardedTransport.nio();
  }

  /** Adds keys of a part of the configuration. */
  public TestNode with(String part, JsonObject keys) {
    config.put(part, config.getJsonObject(part, new JsonObject()).mergeIn(keys));
    return this;
  }

  /** Speaks TLS. */
  public TestNode with(Certificate certificate) throws IOException {
    trusting(certificate);
    config
        .getJsonObject("http")
        .put("tlsCertificateFile", certificate.certificate().toString())
        .put("tlsKeyFile", certificate.key().toString());
    return this;
  }

  /** Has its clients speak TLS, and trust these certificates only. */
  public TestNode trusting(Certificate... certificates) throws IOException {
    clients = Certificate.clients(certificates);
    return this;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Who takes orders here, if the test has them scripted. */
  public ScriptedOrders orders() {
    return orders;
  }

  public TestNode deploy(Deployable verticle) {
    await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
    return this;
  }

  /** Has an OrdersVerticle take orders, into a new SQLite store in a folder. */
  public TestNode withStore(Path folder) {
    return with("store", new JsonObject().put("url", "sqlite:" + folder.resolve("orders.db")))
        .deploy(new OrdersVerticle());
  }

  /** Deploys the HttpVerticle. */
  public TestNode start() {
    httpId = await(vertx.deployVerticle(http, new DeploymentOptions().setConfig(config)));
    return this;
  }

  /** Deploys the HttpVerticle and waits until its board is there. */
  public TestNode startReady() {
    start();
    awaitReady();
    return this;
  }

  public void awaitReady() {
    Await.until("ready", () -> {
      try {
        return get("/health/ready").status() == 200;
      } catch (IOException late) {
        return false; // on a busy machine a handshake may take longer than the test allows
      }
    });
  }

  /** Begins to undeploy the HttpVerticle. */
  public Future<Void> stopHttp() {
    return vertx.undeploy(httpId);
  }

  public int port() {
    return http.port();
  }

  public RawClient connect() throws IOException {
    return new RawClient(socket());
  }

  /** A connection on which nothing was sent yet but what TLS needs. */
  public Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    return clients == null
        ? socket
        : clients.getSocketFactory().createSocket(socket, "localhost", port(), true);
  }

  /** Opens a WebSocket at a path. */
  public RawSocket upgrade(String path, String... headers) throws IOException {
    return connect().upgrade(path, headers);
  }

  public Answer get(String path, String... headers) throws IOException {
    return request("GET", path, null, headers);
  }

  public Answer post(String path, String body, String... headers) throws IOException {
    return request("POST", path, body, headers);
  }

  /** One request on a connection of its own; a body is JSON unless a header says otherwise. */
  public Answer request(String method, String path, String body, String... headers)
      throws IOException {
    try (RawClient client = connect()) {
      return client.send(text(method, path, body, headers)).answer(method.equals("HEAD"));
    }
  }

  /** A request as text. */
  public static String text(String method, String path, String body, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    String given = "\n" + String.join("\n", headers).toLowerCase(Locale.ROOT);
    if (!given.contains("\nhost:")) {
      text.append("Host: localhost\r\n");
    }
    if (body != null) {
      int length = body.getBytes(StandardCharsets.UTF_8).length;
      text.append("Content-Length: ").append(length).append("\r\n");
      if (!given.contains("\ncontent-type:")) {
        text.append("Content-Type: application/json\r\n");
      }
    }
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").append(body == null ? "" : body).toString();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
