package dev.liveorders.jar;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.jar.ProxiedNodes.Kind;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.ProxyFile;
import dev.liveorders.kit.ProxyProcess;
import dev.liveorders.kit.ScriptedNode;
import dev.liveorders.kit.SqliteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three nodes of a cluster, and in front of them a proxy configured by the file that is shipped. */
final class ProxiedNodes {
  /** The time limit of what a proxy or a node has to notice. */
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Which proxy stands in front. */
  enum Kind {
    NGINX,
    HAPROXY;

    ProxyProcess start(ProxyFile file) throws IOException, InterruptedException {
      return this == NGINX ? ProxyProcess.nginx(file) : ProxyProcess.haproxy(file);
    }
  }

  private final Path folder;
  private final List<JarProcess> nodes = new ArrayList<>();
  private final String key;

  /** Makes the key. A proxy gives up its rights, and has to reach its files. */
  ProxiedNodes(Path folder) throws Exception {
    this.folder = folder;
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    key = StoreCommands.in(folder).addKey("shop", "orders,catalogue");
  }

  void startThoseThatAreMissing() throws Exception {
    nodes.removeIf(node -> !node.isAlive());
    while (nodes.size() < 3) {
      nodes.add(JarProcess.builder()
          .folder(folder)
          .java(CheapJava.COMPILING_EARLY.split(" "))
          .args("-cluster")
          .env(
              "LIVE_ORDERS_CLUSTER_NAME",
              "behind-a-proxy-" + ProcessHandle.current().pid())
          .env(
              "LIVE_ORDERS_HTTP_HOST",
              "0.0.0.0") // with a host of this machine only, foreign Host headers are rejected
          .env("LIVE_ORDERS_SHUTDOWN_DRAIN_SECONDS", "3") // two shops order meanwhile
          .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
          .env("LIVE_ORDERS_PAGE_CURRENCY", "CHF")
          .launch());
    }
    for (JarProcess node : nodes) {
      node.awaitReady();
    }
  }

  void stop() throws InterruptedException {
    for (JarProcess node : nodes) {
      node.kill();
    }
  }

  JarProcess node(int number) {
    return nodes.get(number);
  }

  /** Freezes a node between two commits: in the middle of one, it would keep the file from all others. */
  void freeze(int number) throws Exception {
    try (SqliteFile file = SqliteFile.open(folder.resolve("data/live-orders.db"))) {
      file.lock();
      nodes.get(number).freeze();
    }
  }

  /** The key by which the shop orders, as it would without a proxy. */
  String key() {
    return key;
  }

  /** The shop's own way in. */
  Api shop(ProxyProcess proxy) {
    return new Api(proxy.shopPort(), key);
  }

  /** A folder that a proxy can reach. */
  Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "proxy");
  }

  /** The file of a proxy in front of all nodes. */
  ProxyFile file(Kind kind) throws IOException {
    return file(kind, nodes.get(0).port());
  }

  private ProxyFile file(Kind kind, int first) throws IOException {
    int[] ports = {first, nodes.get(1).port(), nodes.get(2).port()};
    return kind == Kind.NGINX
        ? ProxyFile.nginx(newFolder(), ports)
        : ProxyFile.haproxy(newFolder(), ports);
  }

  ProxyProcess start(Kind kind) throws IOException, InterruptedException {
    return kind.start(file(kind));
  }

  /** Starts a proxy with a scripted node in the place of the first. */
  ProxyProcess startBefore(Kind kind, ScriptedNode first) throws IOException, InterruptedException {
    return kind.start(file(kind, first.port()));
  }
}
