package dev.liveorders.app;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;

/** The address that the server listens on: whether this machine has it, and by which addresses it is reached. */
final class ListenAddress {
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  private ListenAddress() {}

  /**
   * Fails, before anything is started, when the address cannot be listened on; whether the port is in use shows later.
   *
   * @throws ConfigException with key, value and remedy
   */
  static void check(AppConfig.Http http) {
    InetAddress address = resolve(http.host());
    try (ServerSocket any = new ServerSocket(0, 1, address)) {
      checkPort(new InetSocketAddress(any.getInetAddress(), http.port()));
    } catch (IOException notHere) {
      throw fault("http.host: " + http.host() + " is no address of this machine, which has "
          + String.join(", ", ofThisMachine())
          + "; localhost is this machine only, 0.0.0.0 all of them");
    }
  }

  /** By UDP, which needs the same privilege: no client may connect before the server is ready. */
  private static void checkPort(InetSocketAddress address) {
    if (address.getPort() == 0 || address.getPort() >= FIRST_UNPRIVILEGED_PORT) {
      return;
    }
    try (DatagramSocket socket = new DatagramSocket(address)) {
      socket.isBound();
    } catch (SocketException cause) {
      if (String.valueOf(cause.getMessage()).contains("Permission denied")) {
        throw fault(
            "http.port: " + address.getPort()
                + " may not be listened on by this user; choose one from 1024 on, or grant CAP_NET_BIND_SERVICE");
      }
    }
  }

  private static InetAddress resolve(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw fault(
          "http.host: " + host
              + " is a name that does not resolve; give an address of this machine, localhost or 0.0.0.0");
    }
  }

  /** Tells whether the server listens on every address that this machine has. */
  static boolean isEverywhere(AppConfig.Http http) {
    return resolve(http.host()).isAnyLocalAddress();
  }

  /** The addresses by which a client reaches the server, as they stand in a URL; never empty. */
  static List<String> reachable(AppConfig.Http http) {
    if (http.onLoopback()) {
      return List.of(http.host().equals("localhost") ? "localhost" : inUrl(http.host()));
    }
    List<String> all = isEverywhere(http) ? ofThisMachine() : List.of(inUrl(http.host()));
    return all.isEmpty() ? List.of("localhost") : all;
  }

  /** The addresses that others can use, IPv4 first; those of a link alone are left out. */
  private static List<String> ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .sorted((one, other) -> Boolean.compare(rank(one), rank(other)))
          .map(InetAddress::getHostAddress)
          .map(ListenAddress::inUrl)
          .toList();
    } catch (SocketException unknown) {
      return List.of();
    }
  }

  private static boolean rank(InetAddress address) {
    return address instanceof Inet6Address;
  }

  private static String inUrl(String host) {
    int zone = host.indexOf('%');
    String address = zone < 0 ? host : host.substring(0, zone);
    return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
  }

  private static ConfigException fault(String line) {
    return new ConfigException(List.of(line));
  }
}
