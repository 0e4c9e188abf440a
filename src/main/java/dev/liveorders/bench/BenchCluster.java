package dev.liveorders.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Several nodes of one cluster to be measured, each a process of its own from this very jar. They speak TLS to each
 * other.
 */
final class BenchCluster implements AutoCloseable {
  private final List<BenchServer> nodes = new ArrayList<>();

  private BenchCluster() {}

  /**
   * Starts nodes and waits until all are ready.
   *
   * @param store         the database that they share
   * @param configuration by the names of the environment
   */
  static BenchCluster start(int count, String store, String cpus, Map<String, String> configuration)
      throws IOException, InterruptedException {
    int port = ServerPort.find();
    Map<String, String> environment = new HashMap<>(configuration);
    environment.put("LIVE_ORDERS_STORE_URL", store);
    environment.put("LIVE_ORDERS_CLUSTER_ENABLED", "true");
    environment.put(
        "LIVE_ORDERS_CLUSTER_NAME", "bench-" + ProcessHandle.current().pid());
    environment.put("LIVE_ORDERS_CLUSTER_PORT", Integer.toString(port));
    ServerLaunch launch = ServerLaunch.ofThisJar().onCpus(cpus).configuredBy(environment);
    BenchCluster cluster = new BenchCluster();
    try {
      for (int i = 0; i < count; i++) {
        cluster.nodes.add(BenchServer.launch(launch));
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

  List<BenchServer> nodes() {
    return nodes;
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
