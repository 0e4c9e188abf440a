package dev.liveorders.app;

import dev.liveorders.config.AddressText;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import dev.liveorders.http.ListenException;
import dev.liveorders.http.connection.LoopbackAddresses;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Function;

/** The addresses that the server listens on: whether it can have them, and by which of them it is reached. */
final class ListenAddress {
  private ListenAddress() {}

  /**
   * Fails, before anything is started or made, when an address cannot be listened on, or its port is in use.
   *
   * @throws ConfigException when this machine or this user cannot have it, with key, value and remedy
   * @throws ListenException when its port is in use
   */
  static void check(AppConfig config) {
    AppConfig.Http http = config.http();
    Listener pages =
        new Listener("http", http.host(), http.port(), cause -> new ListenException(http, cause));
    checkHost(pages);
    checkPort(LoopbackAddresses.first(http.host()), pages);
    LoopbackAddresses.others(http.host()).forEach(address -> checkPort(address, pages));
    AppConfig.Management management = config.management();
    if (management.isOn()) {
      Listener meters = new Listener(
          "management",
          management.host(),
          management.port(),
          cause -> new ListenException(management, cause));
      checkHost(meters);
      checkPort(management.host(), meters);
    }
  }

  /**
   * What is to listen.
   *
   * @param section of the configuration
   * @param inUse   the failure of one whose port others have
   */
  private record Listener(
      String section, String host, int port, Function<IOException, ListenException> inUse) {}

  private static void checkHost(Listener listener) {
    try (ServerSocket any = new ServerSocket(0, 1, resolve(listener.section, listener.host))) {
      any.isBound();
    } catch (IOException notHere) {
      throw fault(listener.section + ".host: " + listener.host
          + " is no address of this machine, which has "
          + String.join(", ", ofThisMachine())
          + "; localhost is this machine only, 0.0.0.0 all of them");
    }
  }

  private static void checkPort(String address, Listener listener) {
    try {
      bind(address, listener.port);
    } catch (IOException cause) {
      if (PrivilegedPorts.ofThisMachine(port -> canBind(address, port)).isDenied(listener.port)) {
        throw fault(
            listener.section + ".port: " + listener.port
                + " may not be listened on by this user; choose one from 1024 on, or grant CAP_NET_BIND_SERVICE");
      }
      throw listener.inUse.apply(cause);
    }
  }

  private static boolean canBind(String address, int port) {
    try {
      bind(address, port);
      return true;
    } catch (IOException denied) {
      return false;
    }
  }

  /** Binds without listening: no client may connect before the server is ready. */
  private static void bind(String address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReuseAddress(true); // like the server: connections of one before may linger
      socket.bind(new InetSocketAddress(address, port));
    }
  }

  private static InetAddress resolve(String section, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException unknown) {
      throw fault(
          section + ".host: " + host
              + " is a name that does not resolve; give an address of this machine, localhost or 0.0.0.0");
    }
  }

  /** Tells whether the server listens on every address that this machine has. */
  static boolean isEverywhere(AppConfig.Http http) {
    return resolve("http", http.host()).isAnyLocalAddress();
  }

  /** The addresses by which a client reaches the server, as they stand in a URL; never empty. */
  static List<String> reachable(AppConfig.Http http) {
    if (http.onLoopback()) {
      return List.of(
          http.host().equals("localhost") ? "localhost" : AddressText.inUrl(http.host()));
    }
    List<String> all =
        isEverywhere(http) ? ofThisMachine() : List.of(AddressText.inUrl(http.host()));
    return all.isEmpty() ? List.of("localhost") : all;
  }

  /** The addresses that others can use, IPv4 first; those of a link alone are left out. */
  private static List<String> ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLinkLocalAddress())
          .sorted((one, other) -> Boolean.compare(rank(one), rank(other)))
          .map(NetUtil::toAddressString)
          .map(AddressText::inUrl)
          .toList();
    } catch (SocketException unknown) {
      return List.of();
    }
  }

  private static boolean rank(InetAddress address) {
    return address instanceof Inet6Address;
  }

  private static ConfigException fault(String line) {
    return new ConfigException(List.of(line));
  }
}
