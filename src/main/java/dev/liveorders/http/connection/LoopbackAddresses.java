package dev.liveorders.http.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** The addresses of {@code localhost}: browsers and tools connect to either, so the server listens on both. */
public final class LoopbackAddresses {
  private static final String NAME = "localhost";
  private static final String IPV4 = "127.0.0.1";
  private static final String IPV6 = "::1";

  private LoopbackAddresses() {}

  /** The address to listen on for a configured host; the host itself unless that is {@code localhost}. */
  public static String first(String host) {
    return host.equalsIgnoreCase(NAME) ? IPV4 : host;
  }

  /** The further addresses to listen on, if this machine has them. */
  public static List<String> others(String host) {
    return host.equalsIgnoreCase(NAME) && isHere(IPV6) ? List.of(IPV6) : List.of();
  }

  private static boolean isHere(String address) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }
}
