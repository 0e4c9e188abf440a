package dev.liveorders.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Several nodes of one cluster to be measured, each a process of its own from this very jar. */
final class BenchCluster implements AutoCloseable {
  private final List<BenchServer> nodes = new ArrayList<>();

  private BenchCluster() {}

  /**
   * Starts nodes and waits until all are ready.
   *
   * @param store the database that they share
   */
  static BenchCluster start(int count, String store, String cpus)
      throws IOException, InterruptedException {
    int port = BenchServer.freePort();
    Map<String, String> environment = Map.of(
        "LIVE_ORDERS_STORE_URL",
        store,
        "LIVE_ORDERS_CLUSTER_ENABLED",
        "true",
        "LIVE_ORDERS_CLUSTER_NAME",
        "bench-" + ProcessHandle.current().pid(),
        "LIVE_ORDERS_CLUSTER_PORT",
        Integer.toString(port));
    BenchCluster cluster = new BenchCluster();
    try {
      for (int i = 0; i < count; i++) {
        cluster.nodes.add(BenchServer.launch(cpus, null, environment));
      }
      for (BenchServer node : cluster.nodes) {
        node.awaitReady();
      }
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  List<Target> targets() {
    return nodes.stream().map(BenchServer::target).toList();
  }

  @Override
  public void close() throws IOException {
    for (BenchServer node : nodes) {
      node.close();
    }
  }
}
