package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;

/**
 * Lets watchers come and go before the first real one does: a JVM that has just started does some hundred handshakes a
 * second, and thousands once it has compiled that path. They come to a server of their own, on a port of this machine that
 * is closed again. Confined to the event loop of its verticle.
 */
final class WarmUp {
  private static final int AT_ONCE = 16;

  /** RFC 6455 section 4.1; the key is the one of its example. */
  private static final Buffer HANDSHAKE = Buffer.buffer("""
      GET /orders/electronics HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Protocol: live-orders.v1\r
      \r
      """);

  private final HttpServer server;
  private final NetClient client;
  private final long deadline;
  private final Promise<Void> over = Promise.promise();
  private int coming;

  private WarmUp(Vertx vertx, HttpServer server, AppConfig.Http config) {
    this.server = server;
    this.client = vertx.createNetClient(new NetClientOptions()
        .setSsl(config.tls().isPresent())
        .setTrustAll(true)
        .setHostnameVerificationAlgorithm(""));
    this.deadline = System.nanoTime() + config.warmUp().toNanos();
  }

  /** Warms up for a time; a fault ends it early and is no more than that. */
  static Future<Void> run(Vertx vertx, HttpServer server, AppConfig.Http config) {
    if (config.warmUp().isZero()) {
      return Future.succeededFuture();
    }
    WarmUp warmUp = new WarmUp(vertx, server, config);
    return server
        .listen(0, "127.0.0.1")
        .compose(listening -> warmUp.letThemCome())
        .otherwiseEmpty()
        .eventually(warmUp.client::close)
        .eventually(server::close);
  }

  private Future<Void> letThemCome() {
    coming = AT_ONCE;
    for (int i = 0; i < AT_ONCE; i++) {
      comeAndGo();
    }
    return over.future();
  }

  private void comeAndGo() {
    if (System.nanoTime() >= deadline) {
      if (--coming == 0) {
        over.tryComplete();
      }
      return;
    }
    client
        .connect(server.actualPort(), "127.0.0.1")
        .onSuccess(this::watch)
        .onFailure(over::tryFail);
  }

  private void watch(NetSocket socket) {
    socket.closeHandler(closed -> comeAndGo());
    socket.handler(welcome -> socket.close());
    socket.write(HANDSHAKE);
  }
}
