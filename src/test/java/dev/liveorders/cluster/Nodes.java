package dev.liveorders.cluster;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.PrivateNetwork;
import io.vertx.core.net.HostAndPort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several processes of the jar that are one cluster, each on a port that it keeps when it is started again. */
final class Nodes implements AutoCloseable {
  private static final String SECRET = "Wd7xKp2QzBn5Rt8mHc4vLs9gYf3jTe6u";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<Integer> ports = new ArrayList<>();
  private final List<JarProcess> processes = new ArrayList<>();

  /** The machines they run on; null for this one. */
  private PrivateNetwork network;

  /** A cluster whose name nobody else has; its store is in {@code folder} unless {@link #env} says otherwise. */
  Nodes(Path folder, int count) throws IOException {
    this.folder = folder;
    for (int i = 0; i < count; i++) {
      ports.add(FreePort.find());
      processes.add(null);
    }
    int clusterPort = FreePort.find();
    env("LIVE_ORDERS_CLUSTER_ENABLED", "true");
    env("LIVE_ORDERS_CLUSTER_NAME", "test-" + ProcessHandle.current().pid() + "-" + clusterPort);
    env("LIVE_ORDERS_CLUSTER_PORT", Integer.toString(clusterPort));
    env("LIVE_ORDERS_HTTP_INSTANCES", "1");
    env("LIVE_ORDERS_REHEARSAL_MILLIS", "0");
    env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  Nodes env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Takes back what {@link #env} said. */
  Nodes without(String name) {
    environment.remove(name);
    return this;
  }

  /** Lets them keep their orders in PostgreSQL. */
  Nodes store(Tenant tenant) {
    return env("LIVE_ORDERS_STORE_URL", tenant.url())
        .env("LIVE_ORDERS_STORE_PASSWORD", tenant.password());
  }

  /** Lets each run on a machine of its own. */
  Nodes on(PrivateNetwork machines) {
    this.network = machines;
    return env("LIVE_ORDERS_HTTP_HOST", "0.0.0.0")
        .env("LIVE_ORDERS_ACCESS_OPEN", "true")
        .env("LIVE_ORDERS_CLUSTER_SECRET", SECRET);
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** Where their clients find them. */
  List<HostAndPort> addresses() {
    List<HostAndPort> addresses = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      addresses.add(HostAndPort.create(host(i), ports.get(i)));
    }
    return addresses;
  }

  private String host(int node) {
    return network == null ? "127.0.0.1" : network.address(node);
  }

  /** Reads a series of a node's meters. */
  double meter(int node, String series) throws IOException, InterruptedException {
    return new Api(ports.get(node))
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  int count() {
    return ports.size();
  }

  JarProcess process(int node) {
    return processes.get(node);
  }

  /** Starts all that do not run, at the same moment, and waits until all are ready. */
  Nodes startAll() throws IOException, InterruptedException {
    launchRest();
    awaitReady();
    return this;
  }

  /** Starts all that were not started yet, and does not wait for them. */
  void launchRest() throws IOException {
    for (int i = 0; i < ports.size(); i++) {
      if (processes.get(i) == null) {
        launch(i);
      }
    }
  }

  void awaitReady() throws InterruptedException {
    for (JarProcess process : processes) {
      process.awaitReady();
    }
  }

  /** Starts one, and waits until it is ready. */
  void start(int node) throws IOException, InterruptedException {
    launch(node);
    processes.get(node).awaitReady();
  }

  /** Starts one, and does not wait for it. */
  void launch(int node) throws IOException {
    JarProcess.Builder builder = JarProcess.builder()
        .folder(folder)
        .port(ports.get(node))
        .java(CheapJava.COMPILING_EARLY.split(" "));
    environment.forEach(builder::env);
    if (network != null) {
      builder.under(network.on(node)).env("LIVE_ORDERS_CLUSTER_HOST", host(node));
    }
    processes.set(node, builder.launch());
  }

  void kill(int node) throws InterruptedException {
    processes.get(node).kill();
  }

  /** All that they have said, for a failure's message. */
  String said() {
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < processes.size(); i++) {
      said.append("node ").append(i).append(":\n");
      processes.get(i).lines().forEach(line -> said.append("  ").append(line).append('\n'));
    }
    return said.toString();
  }

  @Override
  public void close() {
    for (JarProcess process : processes) {
      if (process != null && process.isAlive()) {
        process.end();
      }
    }
  }
}
