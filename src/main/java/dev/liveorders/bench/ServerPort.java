package dev.liveorders.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of loopback for servers to be measured. They lie below those that the kernel gives to connections
 * ({@code net.ipv4.ip_local_port_range}): the clients of a scenario, who come again and again while a server is away,
 * would be given the port that it is to listen on.
 */
final class ServerPort {
  private static final int FIRST = 10_000;
  private static final int BEHIND_LAST = 32_000;
  private static final int ATTEMPTS = 1_000;

  private ServerPort() {}

  /** Finds one that nobody listens on now. */
  static int find() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another may be free
      }
    }
    throw new IOException(ATTEMPTS + " ports of loopback from " + FIRST + " to " + (BEHIND_LAST - 1)
        + " were tried, and none is free");
  }
}
