package dev.liveorders.app;

import dev.liveorders.config.ConfigException;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandler;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.transport.Transport;
import java.util.List;

/** What the event loops wait by: epoll where it loads, as it takes a fifth less CPU than NIO, or what the configuration names. */
final class EventLoops {
  private EventLoops() {}

  /**
   * The transport of a name that the configuration allows.
   *
   * @throws ConfigException when it is a certain one, and does not load here
   */
  static Transport transport(String name) {
    return switch (name) {
      case "nio" -> Transport.NIO;
      case "epoll" -> required(name, Transport.EPOLL);
      case "io_uring" -> required(name, Transport.IO_URING);
      default -> loads(Transport.EPOLL) ? new FairEpoll() : Transport.NIO;
    };
  }

  private static Transport required(String name, Transport transport) {
    if (!loads(transport)) {
      String why = transport == null
          ? "not on this system"
          : String.valueOf(transport.unavailabilityCause().getMessage());
      throw new ConfigException(
          List.of("http.transport: " + name + " does not load: " + why + "; auto takes what does"));
    }
    return transport == Transport.EPOLL ? new FairEpoll() : transport;
  }

  private static boolean loads(Transport transport) {
    return transport != null && transport.available();
  }

  /**
   * Epoll that hands over a limited number of sockets at a time. Timers and tasks run in between, so that thousands who
   * come or go at once do not keep the totals from all others.
   */
  private static final class FairEpoll implements Transport {
    private static final int SOCKETS_AT_A_TIME = 16;

    private final EpollTransport transport = new EpollTransport() {
      @Override
      public IoHandlerFactory ioHandlerFactory() {
        return EpollIoHandler.newFactory(SOCKETS_AT_A_TIME, DefaultSelectStrategyFactory.INSTANCE);
      }
    };

    @Override
    public String name() {
      return Transport.EPOLL.name();
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
      return transport;
    }
  }
}
