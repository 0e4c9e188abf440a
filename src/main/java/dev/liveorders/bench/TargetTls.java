package dev.liveorders.bench;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLException;

/** The client's side of TLS. HTTP/2 is not offered. */
final class TargetTls {
  /** A server that is measured for how fast it does this may be slow at it. */
  private static final long HANDSHAKE_MILLIS = 60_000;

  private TargetTls() {}

  /** Makes the settings of all connections to a target. */
  static SslContext context(Target target) {
    SslContextBuilder builder = SslContextBuilder.forClient();
    if (!target.resuming()) {
      builder.sessionCacheSize(1); // of sessions that nobody asks for
    }
    target.trust().applyTo(builder);
    try {
      return builder.build();
    } catch (SSLException cause) {
      throw new BenchException("this Java cannot speak TLS: " + cause.getMessage());
    }
  }

  /**
   * Puts TLS before what a connection does.
   *
   * @param number of the connection, which no other has. Sessions are kept by host and port, so that one which is
   *     kept by a port of its own is resumed by nobody
   */
  static ChannelHandler before(ChannelHandler handler, SslContext tls, Target target, int number) {
    int port = target.resuming() ? target.port() : number;
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        SslHandler handshake = tls.newHandler(channel.alloc(), target.host(), port);
        handshake.setHandshakeTimeoutMillis(HANDSHAKE_MILLIS);
        channel.pipeline().addLast(handshake).addLast(handler);
      }
    };
  }
}
