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
    checkHost(http);
    checkPort(LoopbackAddresses.first(http.host()), http);
    LoopbackAddresses.others(http.host()).forEach(address -> checkPort(address, http));
    AppConfig.Management management = config.management();
    if (management.isOn()) {
      try {
        bind(management.host(), management.port());
      } catch (IOException cause) {
        throw new ListenException(management, cause);
      }
    }
  }

  private static void checkHost(AppConfig.Http http) {
    try (ServerSocket any = new ServerSocket(0, 1, resolve(http.host()))) {
      any.isBound();
    } catch (IOException notHere) {
      throw fault("http.host: " + http.host() + " is no address of this machine, which has "
          + String.join(", ", ofThisMachine())
          + "; localhost is this machine only, 0.0.0.0 all of them");
    }
  }

  private static void checkPort(String address, AppConfig.Http http) {
    try {
      bind(address, http.port());
    } catch (IOException cause) {
      if (String.valueOf(cause.getMessage()).contains("Permission denied")) {
        throw fault(
            "http.port: " + http.port()
                + " may not be listened on by this user; choose one from 1024 on, or grant CAP_NET_BIND_SERVICE");
      }
      throw new ListenException(http, cause);
    }
  }

  /** Binds without listening: no client may connect before the server is ready. */
  private static void bind(String address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setReuseAddress(true); // like the server: connections of one before may linger
      socket.bind(new InetSocketAddress(address, port));
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
