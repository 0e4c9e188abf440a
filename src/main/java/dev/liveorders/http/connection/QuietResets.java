package dev.liveorders.http.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;

/**
 * A handler that keeps it to itself when a client has reset its connection. Netty closes the connection next, which is all that
 * Vert.x has to know: told of the reset, it looks for an answer that may not have been begun, and fails (5.0.10), which is two
 * lines of the log for each reset.
 */
abstract class QuietResets extends ChannelDuplexHandler {
  @Override
  public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      ctx.close();
    } else {
      ctx.fireExceptionCaught(cause);
    }
  }
}
