package dev.liveorders.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.net.NetServerOptions;

/**
 * Epoll that hands over a limited number of ready sockets at a time. Timers and tasks run in between, so that
 * thousands of clients that come or go at once do not keep the totals from all others.
 *
 * <p>Reason: Vert.x has no option for the number of events of one wait, so its {@code EpollTransport} is extended. If
 * that goes, Vert.x's own epoll serves, and flushes are late while many sockets connect.
 */
final class FairEpoll extends EpollTransport {
  static final int SOCKETS_AT_A_TIME = 16;

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return EpollIoHandler.newFactory(SOCKETS_AT_A_TIME, () -> new ReadySockets(SOCKETS_AT_A_TIME));
  }

  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(options, domainSocket, bootstrap);
    Newcomers.limit(options, bootstrap);
  }
}
