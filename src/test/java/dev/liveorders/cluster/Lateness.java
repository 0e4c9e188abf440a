package dev.liveorders.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much later than the first of all watchers those at each node are shown a change. Confined to the event loop of
 * its swarm.
 */
final class Lateness {
  /** When somebody first showed each commit, by category. */
  private final Map<String, TreeMap<Long, Long>> firsts = new HashMap<>();

  private final Map<Integer, List<Long>> nanos = new HashMap<>();

  /** A watcher at a node has come from one position to the next; counted is the oldest change that it had not shown. */
  void shown(int node, String category, long before, long seq) {
    if (before == 0) {
      return; // the first that it is shown
    }
    long now = System.nanoTime();
    TreeMap<Long, Long> shown = firsts.computeIfAbsent(category, none -> new TreeMap<>());
    shown.putIfAbsent(seq, now);
    long first = shown.ceilingEntry(Math.min(seq, before + 1)).getValue();
    nanos.computeIfAbsent(node, none -> new ArrayList<>()).add(now - first);
  }

  /** Forgets all that was counted so far. */
  void reset() {
    nanos.clear();
    firsts.values().forEach(shown -> shown.headMap(shown.lastKey()).clear());
  }

  int count(int node) {
    return nanos.getOrDefault(node, List.of()).size();
  }

  /** Of what was counted at a node, which must not be nothing. */
  Duration median(int node) {
    return at(node, count(node) / 2);
  }

  Duration longest(int node) {
    return at(node, count(node) - 1);
  }

  private Duration at(int node, int index) {
    return Duration.ofNanos(nanos.get(node).stream().sorted().toList().get(index));
  }
}
