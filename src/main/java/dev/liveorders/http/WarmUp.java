package dev.liveorders.http;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Lets watchers come and go before the first real one does: a JVM that has just started does some hundred handshakes a
 * second, and thousands once it has compiled that path. They come to a server of their own, on a port of this machine that
 * is closed again, and do as little as they can, as their time is the server's. Confined to the event loop of its verticle.
 */
@ChannelHandler.Sharable
final class WarmUp extends ChannelInboundHandlerAdapter {
  private static final int AT_ONCE = 16;

  /** RFC 6455 section 4.1; the key is the one of its example. */
  private static final ByteBuf HANDSHAKE =
      Unpooled.unreleasableBuffer(Unpooled.copiedBuffer("""
      GET /orders/electronics HTTP/1.1\r
      Host: localhost\r
      Upgrade: websocket\r
      Connection: Upgrade\r
      Sec-WebSocket-Version: 13\r
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
      Sec-WebSocket-Protocol: live-orders.v1\r
      \r
      """, StandardCharsets.US_ASCII));

  private final HttpServer server;
  private final Bootstrap client;
  private final long deadline;
  private final Promise<Void> over = Promise.promise();
  private int coming;

  private WarmUp(Vertx vertx, HttpServer server, Duration time) {
    this.server = server;
    this.client = new Bootstrap()
        .group(((ContextInternal) vertx.getOrCreateContext()).nettyEventLoop())
        .channelFactory(((VertxInternal) vertx).transport().channelFactory(false))
        .handler(this);
    this.deadline = System.nanoTime() + time.toNanos();
  }

  /** Warms up for a time; a fault ends it early and is no more than that. */
  static Future<Void> run(Vertx vertx, HttpServer server, Duration time) {
    if (time.isZero()) {
      return Future.succeededFuture();
    }
    WarmUp warmUp = new WarmUp(vertx, server, time);
    return server
        .listen(0, "127.0.0.1")
        .compose(listening -> warmUp.letThemCome())
        .otherwiseEmpty()
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
    if (System.nanoTime() < deadline) {
      client.connect("127.0.0.1", server.actualPort()).addListener(connected -> {
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
    ctx.writeAndFlush(HANDSHAKE.duplicate(), ctx.voidPromise());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object welcome) {
    ReferenceCountUtil.release(welcome);
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
