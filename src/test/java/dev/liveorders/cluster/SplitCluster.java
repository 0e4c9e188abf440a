package dev.liveorders.cluster;

import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.PrivateNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Three nodes and a database on machines of their own, where one of the nodes can be cut off from the rest. */
final class SplitCluster implements AutoCloseable {
  static final int COUNT = 3;

  /** The node that is cut off. */
  static final int ALONE = 1;

  private static final List<Integer> OTHERS = List.of(0, 2);
  private static final int BUS_PORT = 5801;
  private static final String MEMBERS = "LIVE_ORDERS_CLUSTER_MEMBERS";
  private static final String SERVICE = "live-orders-nodes";

  private final PrivateNetwork network;
  private final History history = new History();
  private PostgresServer server;
  private Tenant tenant;
  private Nodes nodes;

  /** Closes the network, too. */
  SplitCluster(PrivateNetwork network) {
    this.network = network;
  }

  /**
   * Starts all, with limits of seconds where the product has tens of them. One finds the others by a list, and two by
   * a name that has the addresses of all, as on Kubernetes.
   */
  void start(Path folder) throws Exception {
    server = PostgresServer.startOn(
        network.databaseAddress(), Files.createDirectory(folder.resolve("postgres")));
    tenant = server.newTenant();
    List<String> members = IntStream.range(0, COUNT).mapToObj(network::address).toList();
    for (int machine = 0; machine < COUNT; machine++) {
      network.addName(machine, SERVICE, members);
    }
    nodes = new Nodes(folder, COUNT)
        .on(network)
        .store(tenant)
        .env("LIVE_ORDERS_STORE_URL", tenant.url(network.databaseAddress() + ":" + server.port()))
        .env("LIVE_ORDERS_CLUSTER_PORT", "5701")
        .env("LIVE_ORDERS_CLUSTER_BUS_PORT", Integer.toString(BUS_PORT))
        .env("LIVE_ORDERS_STORE_BUSY_TIMEOUT_MILLIS", "1000")
        .env("LIVE_ORDERS_STORE_CALL_TIMEOUT_MILLIS", "2000")
        .env("LIVE_ORDERS_STORE_SETTLE_MILLIS", "500")
        .env("LIVE_ORDERS_STORE_CONNECT_TIMEOUT_MILLIS", "4000")
        .env("LIVE_ORDERS_STORE_RETRY_MILLIS", "500");
    nodes.env(MEMBERS, String.join(",", members)).launch(OTHERS.get(0));
    nodes
        .without(MEMBERS)
        .env("LIVE_ORDERS_CLUSTER_KUBERNETES_SERVICE", SERVICE)
        .launchRest();
    nodes.awaitReady();
  }

  /** Tells whether each node has said that it is one of three. */
  boolean isWhole() {
    return IntStream.range(0, COUNT).allMatch(node -> nodes.process(node).lines().stream()
        .anyMatch(line -> line.endsWith("has 3 nodes")));
  }

  /** One that has not begun. */
  Trial trial() {
    return new Trial(nodes, server, tenant, history);
  }

  void cutFromOthers() throws IOException {
    for (int other : OTHERS) {
      network.cut(network.address(ALONE), network.address(other));
    }
  }

  /** Loses the commits that it would hear of and those that it tells; the nodes see each other. */
  void cutBus() throws IOException {
    for (int other : OTHERS) {
      network.cut(network.address(ALONE), network.address(other), BUS_PORT);
    }
  }

  void cutFromDatabase() throws IOException {
    network.cut(network.address(ALONE), network.databaseAddress());
  }

  void heal() throws IOException {
    network.heal();
  }

  /** How many lines have these words, of all nodes. */
  long said(String words) {
    return IntStream.range(0, COUNT)
        .mapToLong(node -> nodes.process(node).lines().stream()
            .filter(line -> line.contains(words))
            .count())
        .sum();
  }

  @Override
  public void close() throws IOException {
    try {
      if (nodes != null) {
        nodes.close();
      }
      if (server != null) {
        server.stop();
      }
    } finally {
      network.close();
    }
  }
}
