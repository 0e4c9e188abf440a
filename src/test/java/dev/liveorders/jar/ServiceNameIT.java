package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.kit.JarProcess;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that find each other by a name, as they do on Kubernetes. Here it is {@code localhost}, and has one address: that of
 * the first node; the second has another address of this machine, and the same port.
 */
class ServiceNameIT {
  @TempDir
  Path folder;

  @Test
  void aNodeJoinsThoseThatTheNameHas() throws Exception {
    Optional<String> address = addressBesidesLoopback();
    assumeTrue(address.isPresent(), "this machine has no address but that of itself");
    JarProcess first = node("127.0.0.1").start();
    try {
      JarProcess second = node(address.get()).start();
      try {
        assertThat(second.lines()).anyMatch(line -> line.endsWith("which has 2 nodes"));
      } finally {
        assertThat(second.terminate()).isZero();
      }
    } finally {
      assertThat(first.terminate()).isZero();
    }
  }

  private JarProcess.Builder node(String address) {
    return JarProcess.builder()
        .folder(folder)
        .args("-cluster")
        .env("LIVE_ORDERS_CLUSTER_NAME", "by-name-" + ProcessHandle.current().pid())
        .env("LIVE_ORDERS_CLUSTER_KUBERNETES_SERVICE", "localhost")
        .env("LIVE_ORDERS_CLUSTER_HOST", address)
        .env("LIVE_ORDERS_CLUSTER_PORT", "5761")
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false");
  }

  private static Optional<String> addressBesidesLoopback() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .findFirst();
  }
}
