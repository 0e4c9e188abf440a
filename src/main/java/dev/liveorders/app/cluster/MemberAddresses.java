package dev.liveorders.app.cluster;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The addresses that the configuration leads to: this node's own, and where to look for others. Asks the resolver, so
 * it blocks.
 */
final class MemberAddresses {
  /** Ports that nodes of one machine choose from. */
  static final int PORTS = 20;

  private static final String LOOPBACK = "127.0.0.1";

  private final AppConfig.Cluster config;

  MemberAddresses(AppConfig.Cluster config) {
    this.config = config;
  }

  /** Returns where others may be; some of them may not run, and one may be this node. */
  List<MemberAddress> others() throws UnknownHostException {
    if (config.kubernetesService().isPresent()) {
      return Arrays.stream(InetAddress.getAllByName(config.kubernetesService().get()))
          .map(address -> new MemberAddress(address.getHostAddress(), config.port()))
          .toList();
    }
    if (config.members().isEmpty()) {
      return IntStream.range(config.port(), Math.min(config.port() + PORTS, 65_536))
          .mapToObj(port -> new MemberAddress(config.host().orElse(LOOPBACK), port))
          .toList();
    }
    return config.members().stream()
        .map(member -> MemberAddress.of(member, config.port()))
        .toList();
  }

  /**
   * Finds the address of this machine to listen on: {@code cluster.host}, or the one from which the others are reached.
   *
   * @throws ConfigException when this machine does not have {@code cluster.host}
   * @throws ClusterException when none of the others can be reached from this machine
   */
  String own() {
    if (config.host().isPresent()) {
      return ownAddress(config.host().get());
    }
    try {
      List<MemberAddress> others = others();
      return others.stream()
          .flatMap(other -> towards(other).stream())
          .min(Comparator.comparing(InetAddress::isLoopbackAddress))
          .map(InetAddress::getHostAddress)
          .orElseThrow(() -> new ClusterException(
              "none of " + others + " can be reached from this machine; set cluster.host", null));
    } catch (UnknownHostException e) {
      throw new ClusterException(
          "cluster.kubernetesService: " + config.kubernetesService().orElseThrow()
              + " is unknown to this machine's resolver; check the name, or set cluster.host",
          e);
    }
  }

  /** The kernel tells by which address it would go, and nothing is sent. */
  private static Optional<InetAddress> towards(MemberAddress other) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(other.host()), other.port()));
      return Optional.of(socket.getLocalAddress());
    } catch (IOException | RuntimeException unreachable) {
      return Optional.empty();
    }
  }

  private static String ownAddress(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (NetworkInterface.getByInetAddress(address) != null) {
        return address.getHostAddress();
      }
    } catch (IOException unknown) {
      // is said below
    }
    throw new ConfigException(List.of("cluster.host: " + host
        + " is not an address of this machine; list its addresses with ip addr or ifconfig"));
  }
}
