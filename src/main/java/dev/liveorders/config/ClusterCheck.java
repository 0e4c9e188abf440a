package dev.liveorders.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks that the keys of the cluster fit each other. */
final class ClusterCheck {
  /** A host name, an IPv4 address or an IPv6 address in brackets, and maybe a port. */
  private static final Pattern MEMBER =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final int MAX_PORT = 65_535;

  private ClusterCheck() {}

  /** Returns one line for each fault, without any secret. */
  static List<String> faults(AppConfig.Cluster cluster) {
    List<String> faults = new ArrayList<>();
    if (cluster.name().isBlank()) {
      faults.add("cluster.name: is empty; nodes of one cluster have one name, such as live-orders");
    }
    cluster.members().stream()
        .filter(member -> !isMember(member))
        .forEach(member ->
            faults.add("cluster.members: " + member + " is neither a host nor host:port"));
    if (!cluster.members().isEmpty() && cluster.kubernetesService().isPresent()) {
      faults.add("cluster.kubernetesService: is given, and so is cluster.members; leave one out");
    }
    if (cluster.publicHost().isPresent() && cluster.host().isEmpty()) {
      faults.add(
          "cluster.host: is empty, and cluster.publicHost is not; set cluster.host to the address of this machine that"
              + " cluster.publicHost leads to");
    }
    if (cluster.enabled()) {
      faults.addAll(secrets(cluster));
    }
    return faults;
  }

  private static boolean isMember(String text) {
    return MEMBER.matcher(text).matches() && port(text) <= MAX_PORT && port(text) > 0;
  }

  private static int port(String member) {
    return Stream.of(member)
        .flatMap(text -> PORT.matcher(text).results())
        .mapToInt(found -> Integer.parseInt(found.group().substring(1)))
        .findFirst()
        .orElse(MAX_PORT);
  }

  private static List<String> secrets(AppConfig.Cluster cluster) {
    ClusterSecrets secrets = ClusterSecrets.read(cluster);
    if (!secrets.accepted().isEmpty() || !secrets.faults().isEmpty()) {
      return secrets.faults();
    }
    return beyondThisMachine(cluster)
        .map(key -> List.of("cluster.secret: is empty, and " + key
            + " leads beyond this machine, where anybody could be a node; "
            + ClusterSecrets.HOW_TO_MAKE
            + " and give every node the same, in a file that cluster.secretFile names or as"
            + " LIVE_ORDERS_CLUSTER_SECRET"))
        .orElse(List.of());
  }

  /**
   * Returns the key by which others than programs of this machine may reach the node's ports; none when they cannot.
   */
  private static Optional<String> beyondThisMachine(AppConfig.Cluster cluster) {
    if (cluster.kubernetesService().isPresent()) {
      return Optional.of("cluster.kubernetesService");
    }
    if (cluster.host().isPresent()) {
      return cluster.host().filter(host -> !isLoopback(host)).map(host -> "cluster.host " + host);
    }
    return cluster.members().stream()
        .filter(member -> !isLoopback(PORT.matcher(member).replaceFirst("")))
        .findFirst()
        .map(member -> "cluster.members " + member);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unresolved) {
      return false;
    }
  }
}
