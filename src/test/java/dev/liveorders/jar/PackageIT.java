package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.CheapJava;
import dev.liveorders.kit.Document;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.MachineCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of an installation on a machine, by the commands of its document, in their order: installed, run, upgraded
 * while it runs, downgraded, removed, purged; then the same program installed by hand and removed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PackageIT {
  private static final String NEWER = "0.1.1";
  private static final Pattern COMMIT = Pattern.compile("commit (\\d+) of epoch");
  private static final Path UNIT = Path.of("conf/live-orders.service");

  /** What stands in for systemd, which does not run there: nothing is started by it. */
  private static final String SYSTEMCTL = "#!/bin/sh\n";

  /** Runs a command as its user, with its settings. */
  private static final String SYSTEMD_RUN = """
      #!/bin/sh
      set -e
      while true; do
        case $1 in
          -p)
            case $2 in
              User=*) user=${2#*=} ;;
              EnvironmentFile=*) set -a; . "${2#*=}"; set +a ;;
              StateDirectory=*) install -d -m 750 -o "$user" -g "$user" "/var/lib/${2#*=}" ;;
            esac
            shift 2 ;;
          -*) shift ;;
          *) break ;;
        esac
      done
      exec setpriv --reuid="$user" --regid="$user" --init-groups "$@"
      """;

  /** Stands in for Java: it starts cheaply, and archives no more than what it takes to say the version. */
  private static final String JAVA = """
      #!/bin/sh
      for last; do :; done
      if [ "$last" = train ]; then
        for argument; do
          shift
          [ "$argument" = train ] || set -- "$@" "$argument"
        done
        set -- "$@" --version
      fi
      exec %s %s "$@"
      """;

  /** Images for containers have apt read all its lists again for each command. */
  private static final String APT_CACHE =
      "Dir::Cache { pkgcache \"pkgcache.bin\"; srcpkgcache \"srcpkgcache.bin\"; };";

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
    machine.run("echo '" + APT_CACHE + "' > /etc/apt/apt.conf.d/zz-cache");
    machine.program("systemctl", SYSTEMCTL);
    machine.program("systemd-run", SYSTEMD_RUN);
    Path java = Path.of(System.getProperty("java.home"));
    machine.program("java", JAVA.formatted(java.resolve("bin/java"), CheapJava.COMPILING));
    machine.run("mkdir -p /opt/java/bin && cp " + java.resolve("release") + " /opt/java"
        + " && mv /usr/local/bin/java /opt/java/bin");
    machine.env("JAVA_HOME", "/opt/java");
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
        + " && echo LIVE_ORDERS_REHEARSAL_MILLIS=0 >> /etc/live-orders/live-orders.env");
    start();

    assertThat(new Api(port).order("A1", 3, "first").statusCode()).isEqualTo(200);
    assertThat(machine.run("stat -c '%U' /var/lib/live-orders/live-orders.db").strip())
        .isEqualTo("live-orders");
    assertThat(machine.run("stat -c %U /proc/" + server.pid()).strip()).isEqualTo("live-orders");
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
    assertThat(type("--data-binary")).contains("\"total\":" + after);
    assertThat(new Api(port).order("A1", 4, "second").body()).contains("\"duplicate\":true");
    assertThat(machine.run("live-orders key add web-shop --scope orders")).contains("lo_");
    assertThat(machine.run("live-orders key list")).contains("web-shop");
    machine.run("live-orders key remove web-shop");
    assertThat(server.terminate()).isZero();
  }

  private static String version() throws Exception {
    return machine.run("dpkg-query -W -f '${Version}' live-orders");
  }

  @Test
  @Order(4)
  void purgedItLeavesTheOrdersAndSaysWhere() throws Exception {
    String said = type("apt-get purge --yes");

    assertThat(said).contains("the orders are still in /var/lib/live-orders");
    assertThat(ours())
        .contains("/var/lib/live-orders/live-orders.db")
        .allMatch(file -> file.startsWith("/var/lib/live-orders/"));
    machine.run("test -d /var/lib/live-orders && id live-orders && test ! -e /etc/live-orders");
  }

  @Test
  @Order(5)
  void purgedWithItsDataItLeavesNothing() throws Exception {
    machine.run("dpkg --unpack /tmp/live-orders.deb");
    type("LIVE_ORDERS_PURGE_DATA");

    assertThat(ours()).isEmpty();
    assertThat(machine.run("id live-orders || echo gone")).contains("gone");
  }

  @Test
  @Order(6)
  void itIsInstalledByHandAndRemoved() throws Exception {
    machine.run("mkdir -p /tmp/target /tmp/conf && touch /tmp/db-ca.pem");
    Path target = Path.of(System.getProperty("live-orders.jar")).getParent();
    for (String name : List.of("live-orders", "live-orders.jar")) {
      machine.put(target.resolve(name), "/tmp/target/" + name);
    }
    machine.put(UNIT, "/tmp/conf/live-orders.service");
    machine.put(Path.of("conf/catalogue.json"), "/tmp/conf/catalogue.json");
    machine.put(Path.of("src/main/deb/live-orders.env"), "/tmp/conf/live-orders.env"); // as edited
    machine.run("chmod 755 /tmp/target/live-orders");
    String said = machine.run("cd /tmp && set -e\n" + head());
    assertThat(said).contains("lo_");
    assertThat(ours())
        .contains("/opt/live-orders/live-orders.jsa", "/usr/local/bin/live-orders")
        .contains("/etc/systemd/system/live-orders.service", "/var/lib/live-orders/live-orders.db");
    machine.run("systemd-analyze verify --man=no /etc/systemd/system/live-orders.service");

    type("install -t /opt/live-orders");
    assertThat(machine.run("live-orders --version")).startsWith("live-orders ");
    type("rm -r /opt/live-orders");
    assertThat(ours()).isEmpty();
    assertThat(machine.run("id live-orders || echo gone")).contains("gone");
  }

  /** The commands at the head of the unit. */
  private static String head() throws Exception {
    return Files.readAllLines(UNIT).stream()
        .filter(line -> line.startsWith("#   "))
        .map(line -> line.substring(1))
        .collect(Collectors.joining("\n"));
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
