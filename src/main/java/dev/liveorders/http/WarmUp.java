package dev.liveorders.http;

import dev.liveorders.config.AppConfig;
import dev.liveorders.http.access.Readers;
import dev.liveorders.http.handler.SubscriptionReader;
import dev.liveorders.live.fanout.Drain;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.websocket.WebSocketTakeover;
import dev.liveorders.metrics.RejectionMeters;
import dev.liveorders.model.Category;
import dev.liveorders.model.CategoryName;
import dev.liveorders.model.Commit;
import dev.liveorders.model.Epoch;
import dev.liveorders.model.Extras;
import dev.liveorders.model.Product;
import dev.liveorders.model.ProductId;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rehearsal of handshakes before the port opens. A JVM that has just started does some hundred a second, and
 * thousands once that path is compiled. Confined to the event loop of its verticle.
 *
 * <p>Its watchers come to a listener of their own on loopback, which is closed again. They watch a made-up board on a
 * hub of its own, under a name that nobody can guess. The listener serves nothing else: every other request is hung up
 * on.
 */
@ChannelHandler.Sharable
final class WarmUp extends ChannelInboundHandlerAdapter {
  private static final int AT_ONCE = 16;
  private static final String LOOPBACK = "127.0.0.1";

  private final CategoryName category = new CategoryName("rehearsal-" + UUID.randomUUID());
  private final String path = "/orders/" + category;

  /** RFC 6455 section 4.1; the key is the one of its example. */
  private final ByteBuf handshake = Unpooled.unreleasableBuffer(
      Unpooled.copiedBuffer("""
      GET %s HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Protocol: live-orders.v1\r
      \r
      """.formatted(path), StandardCharsets.US_ASCII));

  private final Hub hub;
  private final HttpServer server;
  private final Bootstrap client;
  private final long deadline;
  private final Promise<Void> over = Promise.promise();
  private int coming;
  private int shown;

  private WarmUp(
      Vertx vertx, AppConfig config, Function<Handler<HttpServerRequest>, HttpServer> servers) {
    this.hub = Hub.showing(vertx, config.live(), board());
    RequestGate gate = new RequestGate(
        config.http(),
        new RejectionLog(RejectionMeters.NONE),
        new SocketUpgrade(
            new SubscriptionReader(config.live().watchAll()),
            Readers.everybody(),
            (request, subscription) -> null,
            (socket, admission) -> WebSocketTakeover.watch(socket, hub, admission)),
        WarmUp::hangUp);
    this.server = servers.apply(request -> {
      if (request.path().equals(path)) {
        gate.handle(request);
      } else {
        hangUp(request);
      }
    });
    this.client = new Bootstrap()
        .group(((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop())
        .channelFactory(((VertxInternal) vertx).transport().channelFactory(false))
        .handler(this);
    this.deadline = System.nanoTime() + config.http().warmUp().toNanos();
  }

  /**
   * Rehearses for the configured time. A fault ends it early and is no more than that.
   *
   * @param servers makes the server that rehearses, of what handles its requests
   * @return how many watchers were let in and shown totals
   */
  static Future<Integer> run(
      Vertx vertx, AppConfig config, Function<Handler<HttpServerRequest>, HttpServer> servers) {
    if (config.http().warmUp().isZero()) {
      return Future.succeededFuture(0);
    }
    WarmUp warmUp = new WarmUp(vertx, config, servers);
    return warmUp
        .server
        .listen(0, LOOPBACK)
        .compose(listening -> warmUp.letWatchersCome())
        .otherwiseEmpty()
        .eventually(warmUp.server::close)
        .eventually(() -> warmUp.hub.stop(Drain.AT_ONCE))
        .map(done -> warmUp.shown);
  }

  private Commit board() {
    Category made = new Category(category, "Rehearsal", "R");
    Product product = new Product(
        new ProductId("R1"), category, "Rehearsed", BigDecimal.ONE, "", Extras.NONE, 1, 1);
    return new Commit(
        new Epoch("0000000000000000"), 0, 1, List.of(made), List.of(product), List.of());
  }

  private static void hangUp(HttpServerRequest request) {
    request.connection().close();
  }

  private Future<Void> letWatchersCome() {
    coming = AT_ONCE;
    for (int i = 0; i < AT_ONCE; i++) {
      comeAndGo();
    }
    return over.future();
  }

  private void comeAndGo() {
    if (System.nanoTime() < deadline) {
      client.connect(LOOPBACK, server.actualPort()).addListener(connected -> {
        if (!connected.isSuccess()) {
          over.tryFail(connected.cause());
        }
      });
    } else if (--coming == 0) {
      over.tryComplete();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(handshake.duplicate(), ctx.voidPromise());
  }

  /** The answer and the totals come at once. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object welcome) {
    ByteBuf bytes = (ByteBuf) welcome;
    if (bytes.getByte(bytes.writerIndex() - 1) == '}') { // of the totals, behind the answer
      shown++;
    }
    bytes.release();
    ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    comeAndGo();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
