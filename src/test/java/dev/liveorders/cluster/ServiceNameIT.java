package dev.liveorders.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.PrivateNetwork;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes on machines of their own that find each other by a name which has the addresses of all, as they do on Kubernetes. */
class ServiceNameIT {
  private static final int COUNT = 3;
  private static final String SERVICE = "live-orders-nodes";

  @TempDir
  Path folder;

  private PrivateNetwork network;
  private Nodes nodes;

  @BeforeEach
  void makeNetwork() throws Exception {
    network = PrivateNetwork.orSkip(ServiceNameIT.class, COUNT);
    for (int machine = 0; machine < COUNT; machine++) {
      network.addName(
          machine, SERVICE, IntStream.range(0, COUNT).mapToObj(network::address).toList());
    }
    nodes = new Nodes(folder, COUNT)
        .on(network)
        .env("LIVE_ORDERS_CLUSTER_KUBERNETES_SERVICE", SERVICE)
        .env("LIVE_ORDERS_CLUSTER_PORT", "5701");
  }

  @AfterEach
  void close() throws Exception {
    if (nodes != null) {
      nodes.close();
    }
    if (network != null) {
      network.close();
    }
  }

  @Test
  void nodesJoinThoseThatTheNameHas() throws Exception {
    nodes.start(0);
    nodes.launch(1);
    nodes.launch(2);
    nodes.process(1).awaitReady();
    nodes.process(2).awaitReady();
    for (int node = 0; node < COUNT; node++) {
      assertThat(nodes.process(node).lines())
          .as(nodes.said())
          .anyMatch(line -> line.endsWith("has 3 nodes"));
    }
    for (int node = 0; node < COUNT; node++) {
      assertThat(nodes.process(node).terminate()).as(nodes.said()).isZero();
    }
  }
}
