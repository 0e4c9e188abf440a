package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.jar.ProxiedNodes.Kind;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.HaproxyState;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.ProxyProcess;
import dev.liveorders.kit.ResumingWatcher;
import dev.liveorders.kit.ScriptedNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What HAProxy does beyond nginx. */
abstract class HaproxyCases {
  private final ProxiedNodes cluster;

  HaproxyCases(ProxiedNodes cluster) {
    this.cluster = cluster;
  }

  /** nginx passes it on, as it cannot tell a node that has no store from a store that is unavailable. */
  @Test
  void haproxySendsAnOrderWithAKeyAgainWhenANodeHasNoStore() throws Exception {
    try (ScriptedNode cutOff = ScriptedNode.start(200, 503);
        ProxyProcess proxy = cluster.startBefore(Kind.HAPROXY, cutOff)) {
      Api shop = cluster.shop(proxy);
      int rejected = 0;
      for (int order = 0; order < 6; order++) {
        rejected += shop.order("A1", 1, "here-" + order).statusCode() == 503 ? 1 : 0;
      }
      assertThat(rejected).isPositive().isEqualTo(cutOff.asked());
      for (int order = 0; order < 6; order++) {
        assertThat(shop.keyedOrder("A1", 1, "elsewhere-" + order).statusCode()).isEqualTo(200);
      }
      assertThat(cutOff.asked()).isGreaterThan(rejected);
    }
  }

  /** Where a key means nothing, what was sent twice would be there twice. */
  @Test
  void haproxyDoesNotSendAProductAgainEvenWithAKey() throws Exception {
    try (ScriptedNode cutOff = ScriptedNode.start(200, 503);
        ProxyProcess proxy = cluster.startBefore(Kind.HAPROXY, cutOff)) {
      Api shop = cluster.shop(proxy);
      int rejected = 0;
      for (int product = 0; product < 6; product++) {
        int status =
            shop.keyedPost("/products/electronics", "{}", "key-" + product).statusCode();
        rejected += status == 503 ? 1 : 0;
      }
      assertThat(rejected).isPositive().isEqualTo(cutOff.asked());
    }
  }

  /** The kernel still takes connections for it: only who asks finds out. */
  @Test
  void haproxyCutsTheSocketsOfANodeThatHangs() throws Exception {
    List<ResumingWatcher> watchers = new ArrayList<>();
    JarProcess hanging = cluster.node(0);
    try (ProxyProcess proxy = cluster.start(Kind.HAPROXY)) {
      for (int i = 0; i < 3; i++) {
        watchers.add(ResumingWatcher.open(proxy.publicPort(), "confectionery"));
      }
      Api shop = cluster.shop(proxy);
      long total = shop.total("confectionery", "B1") + 1;
      int cut = HaproxyState.of(proxy).watchers("node1");
      assertThat(cut).isPositive();
      cluster.freeze(0);
      awaitStatus(proxy, "DOWN");
      Await.until(
          "an order is taken",
          ProxiedNodes.TIMEOUT,
          () -> shop.keyedOrder("B1", 1, "while-one-hangs").statusCode() == 200);
      for (ResumingWatcher watcher : watchers) {
        watcher.awaitTotal("B1", total);
      }
      HaproxyState state = HaproxyState.of(proxy);
      boolean othersAnswered = state.downs("node2") + state.downs("node3") == 0;
      assertThat(watchers.stream().mapToInt(ResumingWatcher::resumed).sum())
          .as("%s", proxy.lines())
          .isBetween(cut, othersAnswered ? cut : watchers.size());
    } finally {
      hanging.thaw();
      for (ResumingWatcher watcher : watchers) {
        watcher.close();
      }
    }
  }

  private static void awaitStatus(ProxyProcess proxy, String status) {
    Await.until(
        "the node is " + status,
        ProxiedNodes.TIMEOUT,
        () -> HaproxyState.of(proxy).status("node1"),
        shown -> shown.startsWith(status));
  }

  @Test
  void haproxyGivesNothingNewToANodeThatIsNotReady() throws Exception {
    try (ScriptedNode node = ScriptedNode.start(503, ScriptedNode.HANGS_UP);
        ProxyProcess proxy = cluster.startBefore(Kind.HAPROXY, node)) {
      Api visitor = new Api(proxy.publicPort());
      awaitStatus(proxy, "NOLB");
      int asked = node.asked();
      for (int request = 0; request < 6; request++) {
        assertThat(visitor.get("/orders/electronics").statusCode()).isEqualTo(200);
      }
      assertThat(node.asked()).isEqualTo(asked);
      node.answerReadyWith(200);
      Await.until("the node is asked again", ProxiedNodes.TIMEOUT, () -> {
        visitor.get("/orders/electronics");
        return node.asked() > asked;
      });
      assertThat(new Api(proxy.operatorPort()).get("/metrics").body())
          .contains("haproxy_server_status");
    }
  }
}
