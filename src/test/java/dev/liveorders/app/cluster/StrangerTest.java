package dev.liveorders.app.cluster;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import dev.liveorders.config.AppConfig;
import dev.liveorders.config.Secret;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.kit.TcpProxy;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Somebody who reaches the ports of a closed cluster and does not know its secret. */
class StrangerTest {
  private static final String SECRET = "Qm4TzVb8nXs1KdRf6hJpWy3cGeLu9aZo";
  private static final String GUESS = "Qm4TzVb8nXs1KdRf6hJpWy3cGeLu9aZO";
  private static final String ADDRESS = "prices";

  private static final Queue<String> heard = new ConcurrentLinkedQueue<>();

  private static LoopbackNodes nodes;
  private static Vertx one;
  private static Vertx two;

  private final Vertx stranger = Vertx.vertx();
  private final List<NetClient> clients = new ArrayList<>();
  private final LogCapture log = new LogCapture();

  @BeforeAll
  static void join() throws IOException {
    nodes = new LoopbackNodes(3);
    one = nodes.join(0, SECRET);
    two = nodes.join(1, SECRET);
    await(one.eventBus()
        .<String>consumer(ADDRESS, price -> heard.add(price.body()))
        .completion());
  }

  @AfterAll
  static void leave() {
    nodes.close();
  }

  /** Whatever was tried, the nodes still hear each other, have nobody else, and met no error. */
  @AfterEach
  void nothingHasHappened() {
    heard.clear(); // of what a test has had heard itself
    two.eventBus().publish(ADDRESS, "after");
    Await.until("the nodes hear each other", () -> heard.contains("after"));
    assertThat(heard).containsExactly("after");
    heard.clear();
    assertThat(((VertxInternal) one).clusterManager().getNodes()).hasSize(2);
    assertThat(log.entries()).noneMatch(LogCapture.Entry::isError);
    log.close();
    await(stranger.close());
  }

  private static List<Integer> ports() {
    return List.of(nodes.port(0), busPort(one));
  }

  private static int busPort(Vertx node) {
    return ((VertxInternal) node).clusterManager().getNodeInfo().port();
  }

  /** Vert.x closes a client that nobody refers to any more, and with it what it is about to connect. */
  private NetClient client(NetClientOptions options) {
    NetClient client = stranger.createNetClient(options);
    clients.add(client);
    return client;
  }

  /** It asks again for as long as it may, which keeps a core busy, and then ends by itself. */
  @Test
  void aHazelcastMemberJoinsNobody() throws Exception {
    for (int port : ports()) {
      Config config = new Config()
          .setClusterName(nodes.config(0, SECRET, "").name())
          .setProperty("hazelcast.logging.type", "none")
          .setProperty("hazelcast.phone.home.enabled", "false")
          .setProperty("hazelcast.wait.seconds.before.join", "0")
          .setProperty("hazelcast.max.join.seconds", "2");
      config.getNetworkConfig().setPort(FreePort.find());
      JoinConfig join = config.getNetworkConfig().getJoin();
      join.getMulticastConfig().setEnabled(false);
      join.getAutoDetectionConfig().setEnabled(false);
      join.getTcpIpConfig().setEnabled(true).setRequiredMember("127.0.0.1:" + port);
      assertThatThrownBy(() -> Hazelcast.newHazelcastInstance(config))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Node failed to start!");
    }
  }

  @Test
  void aHazelcastClientIsLetInNowhere() {
    ClientConfig config = new ClientConfig().setProperty("hazelcast.logging.type", "none");
    config.setClusterName(nodes.config(0, SECRET, "").name());
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(2_000);
    ports().forEach(port -> config.getNetworkConfig().addAddress("127.0.0.1:" + port));
    assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(config))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bytesWithoutTlsAreNotReadAndNoObjectIsMadeOfThem() throws Exception {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new Gadget());
    }
    Buffer gadget = Buffer.buffer(object.toByteArray());
    NetClient client = client(new NetClientOptions());
    for (Buffer bytes : List.of(
        gadget,
        Buffer.buffer("HZC").appendBuffer(gadget),
        Buffer.buffer().appendInt(gadget.length()).appendBuffer(gadget),
        ForgedMessage.to(ADDRESS, "forged"),
        Buffer.buffer("{\"state\":{\"node\":\"x\"}}\n"),
        Buffer.buffer("GET / HTTP/1.1\r\n\r\n"))) {
      for (int port : ports()) {
        assertHangsUp(client, port, bytes);
      }
    }
    assertThat(heard).isEmpty();
    assertThat(Gadget.wasRead).isFalse();
  }

  @Test
  void tlsWithoutACertificateOrWithOneOfAnotherSecretForgesNothing() {
    NetClientOptions none =
        new NetClientOptions().setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
    NetClientOptions guessed = new NetClientOptions(none)
        .setKeyCertOptions(NodeIdentity.of("guess", List.of(new Secret(GUESS))).certificate());
    for (NetClientOptions options : List.of(none, guessed)) {
      NetClient client = client(options);
      for (int port : ports()) {
        assertHangsUp(client, port, ForgedMessage.to(ADDRESS, "forged"));
      }
    }
    assertThat(heard).isEmpty();
  }

  /** Only whoever knows the secret gets as far as a message; shows that the forged ones fail for want of that alone. */
  @Test
  void theSameMessageWithTheSecretIsHeard() {
    NetClientOptions options = new NetClientOptions()
        .setSsl(true)
        .setTrustAll(true)
        .setHostnameVerificationAlgorithm("")
        .setKeyCertOptions(NodeIdentity.of("node", List.of(new Secret(SECRET))).certificate());
    NetSocket socket = await(client(options).connect(busPort(one), "127.0.0.1"));
    socket.write(ForgedMessage.to(ADDRESS, "genuine"));
    Await.until("it is heard", () -> heard.contains("genuine"));
  }

  @Test
  void recordedMessagesSaidAgainAreHeardOnce() throws Exception {
    AppConfig.Cluster config = nodes.config(2, SECRET, "");
    NodesClusterManager manager = new NodesClusterManager(config, List.of(new Secret(SECRET)));
    int port = FreePort.find();
    TcpProxy network = new TcpProxy(stranger, port).record();
    VertxOptions options = new VertxOptions()
        .setEventBusOptions(ClusterNode.busOptions(config, manager)
            .setPort(port)
            .setClusterPublicPort(network.port()));
    Vertx recorded =
        await(Vertx.builder().with(options).withClusterManager(manager).buildClustered());
    try {
      Queue<String> prices = new ConcurrentLinkedQueue<>();
      await(recorded
          .eventBus()
          .<String>consumer("recorded", price -> prices.add(price.body()))
          .completion());
      one.eventBus().publish("recorded", "12.00");
      Await.until("it is heard", () -> prices.size() == 1);
      Buffer said = network.said();
      assertThat(said.length()).isPositive();
      assertThat(said.toString("ISO-8859-1")).doesNotContain("12.00", "recorded");
      assertHangsUp(client(new NetClientOptions()), port, said);
      two.eventBus().publish("recorded", "13.00");
      Await.until("the next is heard", () -> prices.contains("13.00"));
      assertThat(prices).containsExactly("12.00", "13.00");
    } finally {
      await(recorded.close());
    }
    Await.until(
        "it has left", () -> ((VertxInternal) one).clusterManager().getNodes().size() == 2);
  }

  /** Says something to a port, and waits until the other side ends the connection. */
  private static void assertHangsUp(NetClient client, int port, Buffer bytes) {
    Boolean rejected = await(client
        .connect(port, "127.0.0.1")
        .compose(socket -> {
          Promise<Boolean> ended = Promise.promise();
          socket.exceptionHandler(reset -> {});
          socket.closeHandler(closed -> ended.tryComplete(true));
          socket.write(bytes);
          return ended.future();
        })
        .otherwise(true));
    assertThat(rejected).isTrue();
  }

  /** An object that does something as soon as it is read. */
  private static final class Gadget implements Serializable {
    private static final long serialVersionUID = 1;

    private static volatile boolean wasRead;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      wasRead = true;
      in.defaultReadObject();
    }
  }
}
