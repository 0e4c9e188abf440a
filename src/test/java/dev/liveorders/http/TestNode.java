package dev.liveorders.http;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A Vert.x with an HttpVerticle on a free port, for tests that speak to it over sockets. */
final class TestNode implements AutoCloseable {
  private static final int SECONDS = 10;

  private final Vertx vertx = Vertx.vertx();
  private final HttpVerticle http = new HttpVerticle();
  private final JsonObject config;
  private String httpId;

  /**
   * @param httpKeys of the configuration's {@code http}, beside the port
   */
  TestNode(JsonObject httpKeys) {
    config = new JsonObject()
        .put("http", new JsonObject().put("port", 0).put("warmUpMillis", 0).mergeIn(httpKeys))
        .put("simulation", new JsonObject().put("enabled", false));
  }

  TestNode() {
    this(new JsonObject());
  }

  /** Adds a part of the configuration. */
  TestNode with(String part, JsonObject keys) {
    config.put(part, keys);
    return this;
  }

  Vertx vertx() {
    return vertx;
  }

  TestNode deploy(Deployable verticle) throws Exception {
    await(vertx.deployVerticle(verticle, new DeploymentOptions().setConfig(config)));
    return this;
  }

  /** Deploys the HttpVerticle. */
  TestNode start() throws Exception {
    httpId = await(vertx.deployVerticle(http, new DeploymentOptions().setConfig(config)));
    return this;
  }

  /** Waits until the board is there. */
  TestNode startReady() throws Exception {
    start();
    awaitReady();
    return this;
  }

  void awaitReady() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (get("/health/ready").status() != 200) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not ready within " + SECONDS + " s");
      }
      Thread.onSpinWait();
    }
  }

  /** Begins to undeploy the HttpVerticle. */
  Future<Void> stopHttp() {
    return vertx.undeploy(httpId);
  }

  int port() {
    return http.port();
  }

  Wire connect() throws IOException {
    return new Wire(port());
  }

  Answer get(String path, String... headers) throws IOException {
    return request("GET", path, null, headers);
  }

  Answer post(String path, String body, String... headers) throws IOException {
    return request("POST", path, body, headers);
  }

  /** One request on a connection of its own; a body is JSON unless a header says otherwise. */
  Answer request(String method, String path, String body, String... headers) throws IOException {
    try (Wire wire = connect()) {
      return wire.send(text(method, path, body, headers)).answer(method.equals("HEAD"));
    }
  }

  /** A request as text. */
  static String text(String method, String path, String body, String... headers) {
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
