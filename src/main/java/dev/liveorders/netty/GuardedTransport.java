package dev.liveorders.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.vertx.core.impl.transports.IoUringTransport;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;

/**
 * The transports of Vert.x, with a limit of {@link Newcomers} on each TLS port, and {@link FairEpoll}.
 *
 * <p>Reason: the classes that Vert.x has for its transports are not part of its API, and the only ones that see the
 * bootstrap of a server. If they go, Vert.x's own serve, without these limits.
 */
public final class GuardedTransport implements Transport {
  private final String name;
  private final io.vertx.core.spi.transport.Transport implementation;

  private GuardedTransport(Transport like, io.vertx.core.spi.transport.Transport implementation) {
    this.name = like.name();
    this.implementation = implementation;
  }

  /** Makes the one that every system has. */
  public static Transport nio() {
    return new GuardedTransport(Transport.NIO, new NioTransport() {
      @Override
      public void configure(
          NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        Newcomers.limit(options, bootstrap);
      }
    });
  }

  /** Makes that of Linux, where {@link Transport#EPOLL} loads. */
  public static Transport epoll() {
    return new GuardedTransport(Transport.EPOLL, new FairEpoll());
  }

  /** Makes the newer one of Linux, where {@link Transport#IO_URING} loads. */
  public static Transport ioUring() {
    return new GuardedTransport(Transport.IO_URING, new IoUringTransport() {
      @Override
      public void configure(
          NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        Newcomers.limit(options, bootstrap);
      }
    });
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return implementation;
  }
}
