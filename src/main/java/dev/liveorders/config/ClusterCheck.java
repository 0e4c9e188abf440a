package dev.liveorders.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks that the keys of the cluster fit each other. */
final class ClusterCheck {
  /** A host name, an IPv4 address or an IPv6 address in brackets, and maybe a port. */
  private static final Pattern MEMBER =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  private ClusterCheck() {}

  /** Returns one line for each fault. */
  static List<String> faults(AppConfig.Cluster cluster) {
    List<String> faults = new ArrayList<>();
    if (cluster.name().isBlank()) {
      faults.add("cluster.name: is empty; nodes of one cluster have one name, such as live-orders");
    }
    cluster.members().stream()
        .filter(member -> !MEMBER.matcher(member).matches())
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
    if (cluster.file().isPresent()) {
      beside("cluster.members", !cluster.members().isEmpty()).ifPresent(faults::add);
      beside("cluster.kubernetesService", cluster.kubernetesService().isPresent())
          .ifPresent(faults::add);
      beside("cluster.host", cluster.host().isPresent()).ifPresent(faults::add);
      beside("cluster.publicHost", cluster.publicHost().isPresent()).ifPresent(faults::add);
    }
    return faults;
  }

  private static Optional<String> beside(String key, boolean given) {
    return given
        ? Optional.of(
            key + ": is given, and so is cluster.file, which says that as well; leave one out")
        : Optional.empty();
  }
}
