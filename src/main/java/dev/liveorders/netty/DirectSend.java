package dev.liveorders.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.util.Map;

/**
 * Hands bytes to the kernel without Netty's queue in between. Only for what many watchers share, only over epoll, and only while
 * nothing waits in the queue.
 *
 * <p>Reason: the queue, the duplicate it keeps, and the walk along the pipeline cost a sixth of all that a frame costs. Uses the
 * descriptor of {@code EpollSocketChannel}, which Netty hands out, and {@code Socket.sendAddress}, which it does not promise to
 * keep. If either goes, {@link #socketBehind} returns null, and every frame goes through the queue.
 */
public final class DirectSend {
  private DirectSend() {}

  /** Returns the socket that bytes written from {@code out} reach unchanged; null where they do not, as with TLS, or not at once. */
  public static Socket socketBehind(ChannelHandlerContext out) {
    if (!(out.channel() instanceof EpollSocketChannel channel)) {
      return null;
    }
    for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
      if (handler.getKey().equals(out.name())) {
        return (Socket) channel.fd();
      }
      if (handler.getValue() instanceof ChannelOutboundHandler) {
        return null;
      }
    }
    return null;
  }

  /**
   * Sends what the kernel takes now.
   *
   * @param socket that is open: its number may be another's once it is closed
   * @return how many bytes that was; none when the connection is broken, which the next ordinary write finds out
   */
  public static int send(Socket socket, ByteBuf bytes) {
    if (!bytes.hasMemoryAddress()) {
      return 0;
    }
    try {
      return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
    } catch (IOException broken) {
      return 0;
    }
  }
}
