package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Document;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.MachineCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of an installation on a machine, by the commands of its document, in their order: installed, run, upgraded
 * while it runs, downgraded, removed, purged.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackageIT {
  private static final String NEWER = "0.1.1";
  private static final Pattern COMMIT = Pattern.compile("commit (\\d+) of epoch");

  /** What systemd reads as it stands, also where a shell would not. */
  private static final String SETTINGS = """
      # `touch /tmp/executed`
      ; $(touch /tmp/executed)
      LIVE_ORDERS_STORE_URL=postgresql://shop@db/live?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem
      LIVE_ORDERS_JAVA_OPTIONS=-Xmx1g -Xss512k
      LIVE_ORDERS_STORE_PASSWORD=a$HOME&`touch /tmp/executed`'"#;b
        SPACED = "a \\"b\\" \\$c \\d"\s\s
      SINGLE='$a \\ "b"'
      CONTINUED=one \\
      two \\\\ \\$three
      LINES="one
      two"
      export NO_NAME=1
      LAST=""
      """;

  private static final String STARTED = "restart live-orders.service";
  private static final String PROGRAM = "/usr/share/live-orders/live-orders";

  @TempDir
  static Path folder;

  private static MachineCopy machine;
  private static int port;
  private static JarProcess server;

  @BeforeAll
  static void copyMachine() throws Exception {
    machine = BareMachine.orSkip(PackageIT.class, folder);
    machine.put(BareMachine.built("live-orders_.*_all[.]deb"), "/tmp/live-orders.deb");
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

  /** Types the first block of the document that has this in it. */
  private static String type(String part) throws Exception {
    return machine.run("cd /tmp && set -e\n"
        + Document.LIFE.block(part).replace("localhost:3000", "localhost:" + port));
  }

  @Test
  @Order(1)
  void itInstallsWithAUserAndAUnitThatSystemdAccepts() throws Exception {
    String said = type("./live-orders.deb");

    assertThat(said).doesNotContain("error", "warning");
    assertThat(BareMachine.asked(machine)).contains(STARTED);
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
    BareMachine.setPort(machine, port);
    start();

    assertThat(new Api(port).order("A1", 3, "first").statusCode()).isEqualTo(200);
    assertThat(machine.run("stat -c '%U' /var/lib/live-orders/live-orders.db").strip())
        .isEqualTo("live-orders");
    assertThat(machine.run("stat -c %U /proc/" + server.pid()).strip()).isEqualTo("live-orders");
    assertThat(server.lines())
        .anyMatch(line -> line.endsWith(": live-orders key add web-shop --scope orders"));
  }

  @Test
  @Order(3)
  void itIsUpgradedWhileItRunsAndDowngradedAndKeepsSettingsAndOrders() throws Exception {
    long before = new Api(port).total("electronics", "A1");
    machine.run("dpkg-deb --raw-extract /tmp/live-orders.deb /tmp/newer"
        + " && sed -i 's/^Version: .*/Version: " + NEWER + "/' /tmp/newer/DEBIAN/control"
        + " && dpkg-deb -Znone --build /tmp/newer /tmp/newer.deb");
    String said = type("./newer.deb");
    assertThat(said).contains("every total is the sum of its orders");
    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(before);
    assertThat(version()).isEqualTo(NEWER);
    assertThat(server.terminate()).isZero();
    start();
    assertThat(new Api(port).order("A1", 4, "second").statusCode()).isEqualTo(200);
    long after = new Api(port).total("electronics", "A1");
    assertThat(after).isEqualTo(before + 4);

    assertThat(server.terminate()).isZero();
    Matcher commit = COMMIT.matcher(said);
    assertThat(commit.find()).as(said).isTrue();
    machine.run("cd /tmp && SEQ=" + commit.group(1) + "\n" + Document.LIFE.block("--since"));
    String older = version();
    type("--allow-downgrades");
    assertThat(version()).isLessThan(older);
    start();
    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(before);
    assertThat(type("--data-binary")).isEmpty();
    assertThat(new Api(port).total("electronics", "A1")).isEqualTo(after);
    assertThat(new Api(port).order("A1", 4, "second").body()).contains("\"duplicate\":true");
    assertThat(machine.run("live-orders key add web-shop --scope orders")).contains("lo_");
    assertThat(server.terminate()).isZero();
  }

  private static String version() throws Exception {
    return machine.run("dpkg-query -W -f '${Version}' live-orders");
  }

  @Test
  @Order(4)
  void itsCommandsReadTheSettingsAsSystemdDoes() throws Exception {
    Path settings = Files.writeString(folder.resolveSibling("settings"), SETTINGS);
    machine.run("cd /tmp && cp -p /etc/live-orders/live-orders.env kept.env && mv " + PROGRAM
        + " kept && printf '#!/bin/sh\\nenv\\n' > " + PROGRAM + " && chmod 755 " + PROGRAM);
    machine.put(settings, "/etc/live-orders/live-orders.env");

    String said = machine.run("live-orders");

    machine.run("cd /tmp && mv kept " + PROGRAM
        + " && mv kept.env /etc/live-orders/live-orders.env && test ! -e executed");
    assertThat(said.lines())
        .contains(
            "LIVE_ORDERS_STORE_URL=postgresql://shop@db/live?sslmode=verify-full&sslrootcert=/etc/ssl/ca.pem",
            "LIVE_ORDERS_JAVA_OPTIONS=-Xmx1g -Xss512k",
            "LIVE_ORDERS_STORE_PASSWORD=a$HOME&`touch /tmp/executed`'\"#;b",
            "SPACED=a \"b\" $c \\d",
            "SINGLE=$a \\ \"b\"",
            "CONTINUED=one two \\ $three",
            "LAST=")
        .containsSequence("LINES=one", "two")
        .anyMatch(line -> line.contains("cannot be called 'export NO_NAME'"));
  }

  @Test
  @Order(5)
  void itIsUpgradedWithoutItsFileOfSettings() throws Exception {
    machine.run("mv /etc/live-orders/live-orders.env /tmp/kept.env"
        + " && dpkg --install /tmp/live-orders.deb && test ! -e /etc/live-orders/live-orders.env"
        + " && mv /tmp/kept.env /etc/live-orders/live-orders.env");
  }

  @Test
  @Order(6)
  void removedItIsStoppedAndInstalledAgainItIsStartedUnlessRootHasDisabledIt() throws Exception {
    BareMachine.asked(machine);
    machine.run("apt-get remove --yes live-orders");
    assertThat(BareMachine.asked(machine)).contains("stop live-orders.service");
    type("./live-orders.deb");
    assertThat(BareMachine.asked(machine)).contains(STARTED);

    machine.run("systemctl disable live-orders && dpkg --remove live-orders");
    BareMachine.asked(machine);
    machine.run("dpkg --install /tmp/live-orders.deb");
    assertThat(BareMachine.asked(machine)).doesNotContain(STARTED);
  }

  @Test
  @Order(7)
  void purgedItLeavesTheOrdersAndSaysWhere() throws Exception {
    String said = type("apt-get purge --yes");

    assertThat(said).contains("the orders are still in /var/lib/live-orders");
    assertThat(BareMachine.ours(machine))
        .contains("/var/lib/live-orders/live-orders.db")
        .allMatch(file -> file.startsWith("/var/lib/live-orders/"));
    machine.run("test -d /var/lib/live-orders && id live-orders && test ! -e /etc/live-orders");
  }

  @Test
  @Order(8)
  void purgedWithItsDataItLeavesNothing() throws Exception {
    machine.run("dpkg --unpack /tmp/live-orders.deb");
    type("LIVE_ORDERS_PURGE_DATA");

    assertThat(BareMachine.ours(machine)).isEmpty();
    assertThat(machine.run("id live-orders || echo gone")).contains("gone");
  }

  private static void start() throws Exception {
    server = JarProcess.of(new ProcessBuilder(BareMachine.service(machine)), port);
    server.awaitReady();
  }
}
