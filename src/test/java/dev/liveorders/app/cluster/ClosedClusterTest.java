package dev.liveorders.app.cluster;

import static dev.liveorders.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.kit.Await;
import dev.liveorders.kit.LogCapture;
import dev.liveorders.live.fanout.NodeDrain;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Who hears whom among nodes with the same secret, with another, and while one is replaced by another. */
class ClosedClusterTest {
  private static final String OLD = "bRk7Qd2mXw9sTfYc4uLzNeHa6vGjPo1B";
  /** More than a port lets wait. */
  private static final int STALLING = 140;

  private static final String NEW = "Zy8WqEr3tUiOpAs5dFgHjKl2xCvBnM7Q";

  @Test
  void aConsumerIsKnownToAllNodesWhenItsRegistrationCompletes() throws Exception {
    try (LoopbackNodes nodes = new LoopbackNodes(3)) {
      Vertx one = nodes.join(0, OLD);
      Vertx two = nodes.join(1, OLD);
      Vertx three = nodes.join(2, OLD);
      awaitSizes(Map.of(one, 3, two, 3, three, 3));
      Queue<String> heard = new ConcurrentLinkedQueue<>();
      for (Vertx vertx : List.of(one, two)) {
        await(vertx
            .eventBus()
            .<String>consumer("news", news -> heard.add(news.body()))
            .completion());
      }
      await(one.eventBus()
          .<String>consumer("question", question -> question.reply("yes"))
          .completion());
      three.eventBus().publish("news", "rain");
      Await.until("both have heard", () -> heard.size() == 2);
      assertThat(await(three.eventBus().<String>request("question", "dry?")).body())
          .isEqualTo("yes");
    }
  }

  @Test
  void aNodeThatLeavesIsSentNothingMore() throws Exception {
    try (LoopbackNodes nodes = new LoopbackNodes(2)) {
      Vertx one = nodes.join(0, OLD);
      Vertx two = nodes.join(1, OLD);
      await(
          two.eventBus().consumer("question", question -> question.reply("yes")).completion());
      assertThat(await(one.eventBus().request("question", "there?")).body()).isEqualTo("yes");
      await(two.close());
      Await.until("it has left", () -> size(one) == 1);
      assertThat(consumers(one, "question")).isEmpty();
      assertThatThrownBy(() -> await(one.eventBus().request("question", "there?")))
          .isInstanceOf(ReplyException.class)
          .hasMessageContaining("No handlers");
    }
  }

  @Test
  void theLastNodeThatStopsPartsFromItsWatchersAsOneAlone() throws Exception {
    Duration spread = Duration.ofSeconds(7);
    try (LoopbackNodes nodes = new LoopbackNodes(2)) {
      Vertx one = nodes.join(0, OLD);
      Vertx two = nodes.join(1, OLD);
      assertThat(NodeDrain.of(two).choose(two, spread).window()).isEqualTo(spread);
      await(two.close());
      Await.until("it has left", () -> size(one) == 1);
      assertThat(NodeDrain.of(one).choose(one, spread).window()).isZero();
    }
  }

  @Test
  void aNodeWithAnotherSecretIsLeftOutAndBothSidesSayWhy() throws Exception {
    try (LogCapture log = new LogCapture();
        LoopbackNodes nodes = new LoopbackNodes(2)) {
      Vertx one = nodes.join(0, OLD);
      Vertx other = nodes.join(1, NEW);
      await(one.eventBus().consumer("news", news -> {}).completion());
      Await.until(
          "both have dialed",
          () -> log.messages().stream()
                  .filter(line -> line.contains("has another cluster.secret"))
                  .count()
              == 2);
      List<String> rejections = Await.until(
          "who was dialed says so",
          () -> log.messages().stream()
              .filter(line -> line.contains("has not proved to know cluster.secret"))
              .toList(),
          lines -> !lines.isEmpty());
      assertThat(rejections)
          .allMatch(line -> line.contains("give all nodes the same cluster.secret"))
          .noneMatch(line -> line.contains(OLD) || line.contains(NEW));
      assertThat(List.of(size(one), size(other))).containsOnly(1);
      assertThatThrownBy(() -> await(other.eventBus().request("news", "rain")))
          .hasMessageContaining("No handlers");
    }
  }

  @Test
  void whileASecretIsReplacedNodesThatKnowBothHearNodesThatKnowEither() throws Exception {
    try (LoopbackNodes nodes = new LoopbackNodes(3)) {
      Vertx before = nodes.join(0, OLD);
      Vertx between = nodes.join(1, NEW, OLD);
      Vertx after = nodes.join(2, NEW);
      awaitSizes(Map.of(before, 2, between, 3, after, 2));
      assertHear(before, between, "first");
      assertHear(between, before, "second");
      assertHear(between, after, "third");
      assertHear(after, between, "fourth");
    }
  }

  /** More than there may be: each that is one too many costs the oldest of its address the place. */
  @Test
  void strangersWhoConnectAndSayNothingKeepNoNodeOut() throws Exception {
    Vertx stranger = Vertx.vertx();
    try (LoopbackNodes nodes = new LoopbackNodes(2)) {
      Vertx one = nodes.join(0, OLD);
      int busPort = cluster(one).getNodeInfo().port();
      NetClient client = stranger.createNetClient();
      for (int port : List.of(nodes.port(0), busPort)) {
        Queue<NetSocket> closed = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < STALLING; i++) {
          NetSocket socket = await(client.connect(port, "127.0.0.1"));
          socket.exceptionHandler(reset -> {}).closeHandler(end -> closed.add(socket));
        }
        Await.until("some are closed", () -> !closed.isEmpty());
      }
      Vertx two = nodes.join(1, OLD);
      assertHear(one, two, "despite");
    } finally {
      await(stranger.close());
    }
  }

  /** The connections of the bus are of their own, and each is opened by who sends. */
  private static void assertHear(Vertx hearer, Vertx speaker, String address) {
    await(
        hearer.eventBus().consumer(address, question -> question.reply("heard")).completion());
    Await.until(address + " is heard", () -> speaker
        .eventBus()
        .<String>request(address, "hello")
        .map(reply -> reply.body().equals("heard"))
        .otherwise(false)
        .toCompletionStage()
        .toCompletableFuture()
        .get());
  }

  private static void awaitSizes(Map<Vertx, Integer> sizes) {
    sizes.forEach((node, size) -> Await.until("a node knows all", () -> size(node), size::equals));
  }

  private static int size(Vertx vertx) {
    return cluster(vertx).getNodes().size();
  }

  /** Who consumes what is sent to an address, once a node has dealt with all it has heard of by now. */
  private static List<RegistrationInfo> consumers(Vertx vertx, String address) {
    Promise<List<RegistrationInfo>> known = Promise.promise();
    cluster(vertx).getRegistrations(address, known);
    return await(known.future());
  }

  private static ClusterManager cluster(Vertx vertx) {
    return ((VertxInternal) vertx).clusterManager();
  }
}
