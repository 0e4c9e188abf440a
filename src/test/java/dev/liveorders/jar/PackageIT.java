package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.MachineCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of the package on a machine, in its order: installed, run, upgraded under the running server, removed, purged. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackageIT {
  private static final String NEWER = "0.1.1";

  @TempDir
  static Path folder;

  private static MachineCopy machine;
  private static int port;
  private static JarProcess server;

  @BeforeAll
  static void copyMachine() throws Exception {
    machine = MachineCopy.orSkip(PackageIT.class, folder);
    Path target = Path.of(System.getProperty("live-orders.jar")).getParent();
    try (Stream<Path> files = Files.list(target)) {
      Path built =
          files.filter(file -> file.toString().endsWith("_all.deb")).findFirst().orElseThrow();
      machine.put(built, "/tmp/live-orders.deb");
    }
    port = FreePort.find();
  }

  @AfterAll
  static void close() {
    if (server != null) {
      server.end();
    }
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  @Order(1)
  void itInstallsWithAUserAndAUnitThatSystemdAccepts() throws Exception {
    String said = machine.run("dpkg --install /tmp/live-orders.deb");

    assertThat(said).doesNotContain("error", "warning");
    assertThat(machine.run("id live-orders")).contains("(live-orders)");
    assertThat(
            machine.run("stat -c '%U %G %a' /var/lib/live-orders /etc/live-orders/live-orders.env"))
        .isEqualTo("live-orders live-orders 750\nroot live-orders 640\n");
    assertThat(machine.added()).contains("/usr/share/live-orders/live-orders.jsa");
    machine.run("systemd-analyze verify --man=no /lib/systemd/system/live-orders.service");
    machine.run(
        "systemd-analyze security --offline=true --threshold=20 /lib/systemd/system/live-orders.service");
  }

  @Test
  @Order(2)
  void itRunsAsItsUserByTheSettingsOfTheMachine() throws Exception {
    machine.run("sed -i s/^LIVE_ORDERS_HTTP_PORT=.*/LIVE_ORDERS_HTTP_PORT=" + port
        + "/ /etc/live-orders/live-orders.env"
        + " && echo LIVE_ORDERS_REHEARSAL_MILLIS=0 >> /etc/live-orders/live-orders.env"
        + " && echo 'LIVE_ORDERS_JAVA_OPTIONS=\"$LIVE_ORDERS_JAVA_OPTIONS -XX:TieredStopAtLevel=1\"'"
        + " >> /etc/live-orders/live-orders.env");
    start();

    assertThat(new Api(port).order("A1", 3, "first").statusCode()).isEqualTo(200);
    assertThat(machine.run("stat -c '%U' /var/lib/live-orders/live-orders.db").strip())
        .isEqualTo("live-orders");
    assertThat(machine.run("stat -c %U /proc/" + server.pid()).strip()).isEqualTo("live-orders");
    assertThat(machine.run("live-orders key add web-shop --scope orders")).contains("lo_");
    assertThat(machine.run("live-orders key list")).contains("web-shop");
    machine.run("live-orders key remove web-shop");
  }

  @Test
  @Order(3)
  void itIsUpgradedWhileItRunsAndKeepsSettingsAndOrders() throws Exception {
    long total = new Api(port).total("electronics", "A1");
    machine.run("dpkg-deb --raw-extract /tmp/live-orders.deb /tmp/newer"
        + " && sed -i 's/^Version: .*/Version: " + NEWER + "/' /tmp/newer/DEBIAN/control"
        + " && dpkg-deb -Znone --build /tmp/newer /tmp/newer.deb"
        + " && dpkg --install /tmp/newer.deb");

    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(total);
    assertThat(machine.run("dpkg-query -W -f '${Version}' live-orders")).isEqualTo(NEWER);
    assertThat(server.terminate()).isZero();
    start();
    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(total);
    assertThat(server.terminate()).isZero();
  }

  @Test
  @Order(4)
  void purgedItLeavesTheOrdersAndSaysWhere() throws Exception {
    String said = machine.run("dpkg --purge live-orders");

    assertThat(said).contains("the orders are still in /var/lib/live-orders");
    assertThat(ours())
        .isNotEmpty()
        .allMatch(file -> file.startsWith("/var/lib/live-orders/live-orders.db"));
    machine.run("test -d /var/lib/live-orders && id live-orders && test ! -e /etc/live-orders");
  }

  @Test
  @Order(5)
  void purgedWithItsDataItLeavesNothing() throws Exception {
    machine.run("dpkg --unpack /tmp/live-orders.deb"
        + " && LIVE_ORDERS_PURGE_DATA=yes dpkg --purge live-orders");

    assertThat(ours()).isEmpty();
    assertThat(machine.run("id live-orders || echo gone")).contains("gone");
  }

  private static void start() throws Exception {
    server = JarProcess.of(new ProcessBuilder(machine.command("live-orders")), port);
    server.awaitReady();
  }

  /** Lists the files of ours that are there, but for the packages themselves. */
  private static List<String> ours() throws Exception {
    return machine.added().stream()
        .filter(file -> file.contains("live-orders") && !file.startsWith("/tmp/"))
        .toList();
  }
}
