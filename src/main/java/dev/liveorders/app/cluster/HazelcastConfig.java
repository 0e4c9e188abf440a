package dev.liveorders.app.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.config.XmlConfigBuilder;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The Hazelcast configuration: discovery of the nodes of a cluster and detection of nodes that left. Multicast is never
 * used, since a node could join a stranger's cluster. A file on the class path is never used.
 */
final class HazelcastConfig {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORTS = 20;

  /** Nodes that start together wait so long for one that is there already, before one of them becomes the first. */
  private static final int ASK_SECONDS = 2;

  private HazelcastConfig() {}

  /**
   * The network that the configuration asks for.
   *
   * @throws ConfigException when it names a file that cannot be used
   */
  static Config of(AppConfig.Cluster cluster) {
    Config config = cluster.file().map(HazelcastConfig::load).orElseGet(() -> network(cluster));
    config.setClusterName(cluster.name());
    keepWhatVertxNeeds(config);
    setWaits(config);
    config
        .setProperty("hazelcast.logging.type", "slf4j")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false");
    return config;
  }

  private static Config load(String file) {
    try {
      byte[] xml = Files.readAllBytes(Path.of(file));
      checkWellFormed(xml);
      return new XmlConfigBuilder(new ByteArrayInputStream(xml)).build();
    } catch (IOException | SAXException | ParserConfigurationException | RuntimeException e) {
      throw new ConfigException(List.of("cluster.file: " + file
          + " cannot be used as a Hazelcast configuration (" + e.getClass().getSimpleName() + ": "
          + e.getMessage() + "); correct it, or leave it out for the keys beside it"));
    }
  }

  /** Hazelcast finds the same, but says it on standard output first. */
  private static void checkWellFormed(byte[] xml)
      throws IOException, SAXException, ParserConfigurationException {
    SAXParserFactory.newInstance()
        .newSAXParser()
        .parse(new ByteArrayInputStream(xml), new DefaultHandler());
  }

  /**
   * The address of {@code cluster.host}.
   *
   * @throws ConfigException when this machine does not have it
   */
  private static String ownAddress(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (NetworkInterface.getByInetAddress(address) != null) {
        return address.getHostAddress();
      }
    } catch (IOException unknown) {
      // is said below
    }
    throw new ConfigException(List.of("cluster.host: " + host
        + " is not an address of this machine; list its addresses with ip addr or ifconfig"));
  }

  private static Config network(AppConfig.Cluster cluster) {
    Config config = new Config();
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(cluster.port()).setPortAutoIncrement(true).setPortCount(PORTS);
    config
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.tcp.join.port.try.count", Integer.toString(PORTS));
    cluster.publicHost().ifPresent(network::setPublicAddress);
    boolean local = isLocal(cluster);
    cluster
        .host()
        .map(HazelcastConfig::ownAddress)
        .or(() -> local ? Optional.of(LOOPBACK) : Optional.empty())
        .ifPresent(host -> network.getInterfaces().setEnabled(true).addInterface(host));
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    cluster
        .kubernetesService()
        .ifPresentOrElse(
            service -> findByName(config, service, cluster.port()), () -> join.getTcpIpConfig()
                .setEnabled(true)
                .setConnectionTimeoutSeconds(ASK_SECONDS)
                .setMembers(local ? List.of(LOOPBACK) : withPorts(cluster)));
    return config;
  }

  /** With nothing said about others they are on this machine. */
  private static boolean isLocal(AppConfig.Cluster cluster) {
    return cluster.file().isEmpty()
        && cluster.members().isEmpty()
        && cluster.kubernetesService().isEmpty();
  }

  /** Hazelcast would try {@link #PORTS} ports of each, which takes minutes where nobody answers. */
  private static List<String> withPorts(AppConfig.Cluster cluster) {
    return cluster.members().stream()
        .map(member -> member.matches(".*:[0-9]+") ? member : member + ":" + cluster.port())
        .toList();
  }

  /**
   * Reduces the addresses to members that Hazelcast has met, once joined. It searches these for parts of the cluster
   * that were cut off, and would wait five seconds for any other address.
   */
  static void forgetWhoNeverAnswered(Config config, AppConfig.Cluster cluster) {
    if (isLocal(cluster)) {
      String first = LOOPBACK + ":" + cluster.port();
      config.getNetworkConfig().getJoin().getTcpIpConfig().setMembers(List.of(first));
    }
  }

  /** A node asks for the name only while it waits: without a wait it would begin a cluster of its own, to be merged later. */
  private static void findByName(Config config, String service, int port) {
    config.setProperty("hazelcast.wait.seconds.before.join", Integer.toString(ASK_SECONDS));
    config
        .getNetworkConfig()
        .getJoin()
        .getKubernetesConfig()
        .setEnabled(true)
        .setProperty("service-dns", service)
        .setProperty("service-port", Integer.toString(port));
  }

  /** Its registry of consumers and of nodes (vertx-hazelcast, default-cluster.xml). */
  private static void keepWhatVertxNeeds(Config config) {
    config.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
        .setBackupCount(1)
        .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(1));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(1));
  }

  /**
   * Hazelcast waits minutes where a web tier has seconds. A node that has been silent for ten is left out, and parts of a
   * cluster that can talk again become one within ten.
   */
  private static void setWaits(Config config) {
    unlessGiven(config, "hazelcast.heartbeat.interval.seconds", 1);
    unlessGiven(config, "hazelcast.max.no.heartbeat.seconds", 10);
    unlessGiven(config, "hazelcast.merge.first.run.delay.seconds", 10);
    unlessGiven(config, "hazelcast.merge.next.run.delay.seconds", 5);
    unlessGiven(config, "hazelcast.graceful.shutdown.max.wait", 10);
    unlessGiven(config, "hazelcast.wait.seconds.before.join", 0);
    unlessGiven(config, "hazelcast.operation.call.timeout.millis", 15_000);
  }

  private static void unlessGiven(Config config, String property, int value) {
    if (config.getProperty(property) == null) {
      config.setProperty(property, Integer.toString(value));
    }
  }
}
