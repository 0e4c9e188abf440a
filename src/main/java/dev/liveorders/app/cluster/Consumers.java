package dev.liveorders.app.cluster;

import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The consumers on the event bus of all nodes, by their address. Confined to the event loop of its {@link Mesh}. */
final class Consumers {
  private final Map<String, Set<RegistrationInfo>> own = new HashMap<>();
  private final Map<String, Map<String, List<Long>>> ofOthers = new HashMap<>();

  void add(String address, RegistrationInfo consumer) {
    own.computeIfAbsent(address, first -> new LinkedHashSet<>()).add(consumer);
  }

  void remove(String address, RegistrationInfo consumer) {
    own.computeIfPresent(address, (same, consumers) -> {
      consumers.remove(consumer);
      return consumers.isEmpty() ? null : consumers;
    });
  }

  /** Returns what other nodes are told: all but those that only this node may send to. */
  Map<String, List<Long>> shared() {
    Map<String, List<Long>> shared = new HashMap<>();
    own.forEach((address, consumers) -> {
      List<Long> numbers = consumers.stream()
          .filter(consumer -> !consumer.localOnly())
          .map(RegistrationInfo::seq)
          .toList();
      if (!numbers.isEmpty()) {
        shared.put(address, numbers);
      }
    });
    return shared;
  }

  /** Takes over all that a node has now, and returns the addresses where something changed. */
  Set<String> replace(String node, Map<String, List<Long>> now) {
    Map<String, List<Long>> before =
        now.isEmpty() ? ofOthers.remove(node) : ofOthers.put(node, now);
    Set<String> changed = new HashSet<>(now.keySet());
    if (before != null) {
      changed.addAll(before.keySet());
      changed.removeIf(address -> before.getOrDefault(address, List.of()).equals(now.get(address)));
    }
    return changed;
  }

  /** Returns those at an address, of all nodes. */
  List<RegistrationInfo> at(String address) {
    List<RegistrationInfo> found = new ArrayList<>(own.getOrDefault(address, Set.of()));
    ofOthers.forEach((node, addresses) -> addresses
        .getOrDefault(address, List.of())
        .forEach(number -> found.add(new RegistrationInfo(node, number, false))));
    return found;
  }
}
