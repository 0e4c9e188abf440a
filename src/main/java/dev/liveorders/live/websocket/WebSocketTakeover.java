package dev.liveorders.live.websocket;

import dev.liveorders.limits.ClientUse;
import dev.liveorders.live.fanout.Admission;
import dev.liveorders.live.fanout.Hub;
import dev.liveorders.live.wire.WireFormat;
import dev.liveorders.netty.VertxConnections;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * The change of a WebSocket from Vert.x's {@link ServerWebSocket} to our own handlers, which need a sixth of its
 * memory. Confined to the event loop of its {@link Hub}, which is its channel's.
 *
 * <p>Vert.x answers the handshake. Then its handler leaves the pipeline, and these are responsible:
 *
 * <ul>
 *   <li>{@link WebSocketFrameHandler} for what arrives: commands, which {@link Command} reads; pings; fragments; limits;
 *   <li>{@link WebSocketWatcher} for what is sent: totals; heartbeats; {@link WebSocketWatcher#close closing}, by either side;
 *   <li>Netty's frame decoder and encoder, which Vert.x's handshake put there, for framing and masking.
 * </ul>
 *
 * <p>A client may send frames right behind its handshake. They are decoded while Vert.x still answers it, and Vert.x
 * would drop them. So this handler stands by from before the handshake, and keeps them until ours are in place. It
 * holds back the answer, too, which then leaves in one write with the first totals.
 */
public final class WebSocketTakeover extends ChannelDuplexHandler {
  /** Frames, then maybe the violation of the protocol that ended them. */
  private final List<Object> early = new ArrayList<>(0);

  /** The part that the watcher takes of its client's limits; null for a client that is not limited. */
  private final ClientUse use;

  private ServerWebSocket socket;
  private ChannelHandlerContext decoder;

  private WebSocketTakeover(ClientUse use) {
    this.use = use;
  }

  /**
   * Stands by behind the decoder of requests, which the handshake will replace by that of frames.
   *
   * @param connection the one whose current request becomes a WebSocket next
   * @param use        what the watcher has taken of its client's limits, given back at its end; null when nothing
   */
  public static void prepare(HttpConnection connection, ClientUse use) {
    ChannelPipeline pipeline = VertxConnections.channel(connection).pipeline();
    WebSocketTakeover takeover = new WebSocketTakeover(use);
    ChannelHandlerContext requests = pipeline.context(HttpRequestDecoder.class);
    if (requests == null) {
      takeover.giveBack(); // the client has hung up
      return;
    }
    pipeline.addAfter(requests.name(), "takeover", takeover);
  }

  /** Ends a connection that was prepared and whose handshake failed. Sends what Vert.x has answered. */
  public static void abandon(HttpConnection connection) {
    ChannelPipeline pipeline = VertxConnections.channel(connection).pipeline();
    if (pipeline.get(WebSocketTakeover.class) != null) {
      pipeline.remove(WebSocketTakeover.class);
    }
    pipeline.flush();
    pipeline.close();
  }

  /**
   * Makes a WebSocket a watcher. From now on our handlers serve it, and tell the hub of its end.
   *
   * @param socket of a handshake that {@link #prepare} came before; not to be touched again
   */
  public static void watch(ServerWebSocket socket, Hub hub, Admission admission) {
    WebSocketTakeover takeover = of(socket);
    WebSocketWatcher watcher = takeover.begin(hub);
    hub.limitUnsent(watcher.channel());
    hub.admit(watcher, admission);
    takeover.finish();
  }

  /** Returns the takeover of a socket that was prepared and whose handshake is answered. */
  private static WebSocketTakeover of(ServerWebSocket socket) {
    WebSocketTakeover takeover = pipeline(socket).get(WebSocketTakeover.class);
    takeover.socket = socket;
    return takeover;
  }

  private static ChannelPipeline pipeline(ServerWebSocket socket) {
    return ((WebSocketInternal) socket).channelHandlerContext().pipeline();
  }

  /** Puts our handlers in the place of Vert.x's. Nothing is read before {@link #finish}. */
  private WebSocketWatcher begin(Hub hub) {
    ChannelPipeline pipeline = pipeline(socket);
    decoder = pipeline.context(WebSocketFrameDecoder.class);
    pipeline.remove(this); // first: what is written from now on must not be held back
    WebSocketWatcher watcher = new WebSocketWatcher(
        hub,
        pipeline.context(WebSocketFrameEncoder.class),
        WireFormat.of(socket.subProtocol()),
        use);
    ChannelHandlerContext vertx = ((WebSocketInternal) socket).channelHandlerContext();
    pipeline.replace(
        vertx.handler(),
        "watcher",
        new WebSocketFrameHandler(watcher, hub.config().maxCommandBytes()));
    return watcher;
  }

  /** Sends the answer, if nothing written since has taken it along, and reads what arrived early. */
  private void finish() {
    decoder.pipeline().flush();
    for (Object event : early) {
      if (decoder.isRemoved()) { // a violation: nothing behind it counts
        ReferenceCountUtil.release(event);
      } else if (event instanceof CorruptedWebSocketFrameException violation) {
        decoder.fireExceptionCaught(violation);
      } else {
        decoder.fireChannelRead(event);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof WebSocketFrame) {
      early.add(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof CorruptedWebSocketFrameException) {
      early.add(cause);
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    // held back
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (decoder == null) { // not taken over
      early.forEach(ReferenceCountUtil::release);
      giveBack();
    }
  }

  private void giveBack() {
    if (use != null) {
      use.end();
    }
  }
}
