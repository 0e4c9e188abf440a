package dev.liveorders.bench;

import java.util.Map;
import picocli.CommandLine.Option;

/** The options of scenarios that start nodes of a cluster. */
final class ClusterOptions {
  @Option(
      names = "--store-url",
      paramLabel = "URL",
      required = true,
      description = {"store.url of the nodes:", "postgresql://user@host:port/database"})
  String store;

  @Option(
      names = "--server-cpus",
      paramLabel = "LIST",
      description = "CPUs of the nodes, by taskset, like 0.")
  private String serverCpus;

  @Option(names = "--json", description = "Print an array of results instead of a table.")
  boolean json;

  /**
   * Starts nodes on the store and waits until all are ready.
   *
   * @param configuration by the names of the environment
   */
  BenchCluster start(int nodes, Map<String, String> configuration) throws Exception {
    return BenchCluster.start(nodes, store, serverCpus, configuration);
  }
}
