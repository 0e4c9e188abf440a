package dev.liveorders.netty;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * The fastest way to open many connections from this process: epoll where it loads, otherwise NIO.
 *
 * <p>Reason: a load generator on NIO takes a fifth more CPU, which it takes from the server that it measures. If
 * Netty's epoll classes go, NIO is left.
 *
 * @param ioHandler the loop's way to wait
 * @param channel   the type of a connection on such a loop
 */
public record ClientTransport(IoHandlerFactory ioHandler, Class<? extends Channel> channel) {
  /** Returns the transport for this machine. */
  public static ClientTransport best() {
    return Epoll.isAvailable()
        ? new ClientTransport(EpollIoHandler.newFactory(), EpollSocketChannel.class)
        : new ClientTransport(NioIoHandler.newFactory(), NioSocketChannel.class);
  }
}
