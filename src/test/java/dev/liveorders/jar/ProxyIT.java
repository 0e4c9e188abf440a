package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.jar.ProxiedNodes.Kind;
import dev.liveorders.kit.ProxyProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** nginx and HAProxy, configured by the files that are shipped, in front of a cluster of three nodes. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ProxyIT {
  @TempDir
  private static Path folder;

  private static ProxiedNodes cluster;

  @BeforeAll
  static void begin() throws Exception {
    cluster = new ProxiedNodes(folder);
  }

  @BeforeEach
  void startNodesThatAreMissing() throws Exception {
    cluster.startThoseThatAreMissing();
  }

  @AfterAll
  static void stopNodes() throws InterruptedException {
    cluster.stop();
  }

  @Order(1)
  @Nested
  class Either extends EitherProxyCases {
    Either() {
      super(cluster);
    }
  }

  @Order(2)
  @Nested
  class Haproxy extends HaproxyCases {
    Haproxy() {
      super(cluster);
    }
  }

  /** Last, for the nodes it costs. */
  @Order(3)
  @Nested
  class WhenNodesEnd {
    /**
     * One node is killed, one is stopped: orders go on without a fault, and watchers come back to where they were,
     * through either proxy.
     */
    @Test
    void nodesThatEndAreNotMissed() throws Exception {
      try (Visitors nginx = new Visitors(slowlyChecked(Kind.NGINX), cluster.key(), "A1");
          Visitors haproxy = new Visitors(slowlyChecked(Kind.HAPROXY), cluster.key(), "A2")) {
        cluster.node(0).kill();
        nginx.awaitMoreOrders(50);
        haproxy.awaitMoreOrders(50);
        assertThat(cluster.node(1).terminate()).isZero();
        nginx.awaitMoreOrders(50);
        haproxy.awaitMoreOrders(50);
        nginx.assertNothingMissed();
        haproxy.assertNothingMissed();
      }
    }

    private ProxyProcess slowlyChecked(Kind kind) throws IOException, InterruptedException {
      return kind.start(cluster.file(kind).withSlowChecks());
    }
  }
}
