package dev.liveorders.app.cluster;

import static dev.liveorders.kit.Await.await;

import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigReader;
import dev.liveorders.kit.FreePort;
import dev.liveorders.netty.GuardedTransport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes in this process, on ports of their own, each of which is told of all the others. */
final class LoopbackNodes implements AutoCloseable {
  static {
    RememberedKeys.install();
  }

  private final List<Integer> ports = new ArrayList<>();
  private final List<Vertx> joined = new ArrayList<>();

  LoopbackNodes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      ports.add(FreePort.find());
    }
  }

  int port(int node) {
    return ports.get(node);
  }

  /** The configuration of one of them; an empty secret is none. */
  AppConfig.Cluster config(int node, String secret, String previous) {
    Map<String, Object> cluster = new HashMap<>();
    cluster.put("enabled", true);
    cluster.put("name", "loopback-" + ports.get(0));
    cluster.put("port", ports.get(node));
    cluster.put("members", ports.stream().map(port -> "127.0.0.1:" + port).toList());
    cluster.put("secret", secret);
    cluster.put("previousSecret", previous);
    return ConfigReader.fromJson(Map.of("cluster", cluster)).cluster();
  }

  Vertx join(int node, String secret) {
    return join(node, secret, "");
  }

  Vertx join(int node, String secret, String previous) {
    Vertx vertx = ClusterNode.join(
            Vertx.builder().withTransport(GuardedTransport.nio()),
            new VertxOptions(),
            config(node, secret, previous))
        .vertx();
    joined.add(vertx);
    return vertx;
  }

  @Override
  public void close() {
    joined.forEach(vertx -> await(vertx.close()));
  }
}
