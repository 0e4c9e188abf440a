package dev.liveorders.app;

import dev.liveorders.config.ConfigException;
import dev.liveorders.config.TransportChoice;
import dev.liveorders.netty.GuardedTransport;
import io.vertx.core.transport.Transport;
import java.util.List;

/**
 * The ways that event loops wait for sockets: epoll where it loads, as it takes a fifth less CPU than NIO, or as
 * configured.
 */
final class Transports {
  private Transports() {}

  /**
   * Returns the transport that the configuration names.
   *
   * @throws ConfigException when it is a certain one, and does not load here
   */
  static Transport named(TransportChoice choice) {
    return switch (choice) {
      case NIO -> GuardedTransport.nio();
      case EPOLL -> required(choice.toString(), Transport.EPOLL);
      case IO_URING -> required(choice.toString(), Transport.IO_URING);
      case AUTO -> loads(Transport.EPOLL) ? GuardedTransport.epoll() : GuardedTransport.nio();
    };
  }

  private static Transport required(String name, Transport transport) {
    if (!loads(transport)) {
      String why = transport == null
          ? "not on this operating system"
          : String.valueOf(transport.unavailabilityCause().getMessage());
      throw new ConfigException(
          List.of("http.transport: " + name + " does not load: " + why + "; auto takes what does"));
    }
    return transport == Transport.EPOLL ? GuardedTransport.epoll() : GuardedTransport.ioUring();
  }

  private static boolean loads(Transport transport) {
    return transport != null && transport.available();
  }
}
