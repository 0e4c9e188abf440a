package dev.liveorders.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * The Netty side of an HTTP connection of Vert.x.
 *
 * <p>Reason: Vert.x has a public way from a {@code ServerWebSocket} to its channel, but none from an {@code
 * HttpConnection}. Without {@code ConnectionBase} a connection has no guard, so no time limits, and its requests are
 * decoded by Vert.x's rules. Frames that follow a handshake at once are lost, and event streams have no limit of unsent
 * bytes.
 */
public final class VertxConnections {
  private VertxConnections() {}

  /** Returns the channel of a connection. */
  public static Channel channel(HttpConnection connection) {
    return ((ConnectionBase) connection).channel();
  }

  /** Returns the place of Vert.x's own handler in the pipeline of a connection: the last. */
  public static ChannelHandlerContext vertxHandler(HttpConnection connection) {
    return ((ConnectionBase) connection).channelHandlerContext();
  }

  /** Tells whether a connection speaks HTTP/1, whose requests a decoder of its own makes. */
  public static boolean isHttp1(HttpConnection connection) {
    return channel(connection).pipeline().get(HttpRequestDecoder.class) != null;
  }

  /** Closes a connection at once, with whatever its client has not taken. */
  public static void abort(HttpConnection connection) {
    channel(connection).pipeline().firstContext().close();
  }
}
