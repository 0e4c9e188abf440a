package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Document;
import dev.liveorders.kit.FreePort;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.MachineCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an installation by hand, by the commands of its unit and of its document. */
class ByHandIT {
  private static final Pattern SHOWN = Pattern.compile(": (systemd-run .* key add catalogue .*)");

  @TempDir
  Path folder;

  @Test
  void itIsInstalledRunAndRemoved() throws Exception {
    try (MachineCopy machine = BareMachine.orSkip(ByHandIT.class, folder)) {
      install(machine);
      assertTheCommandThatItsLogShowsReachesItsStore(machine);

      machine.run("cd /tmp && set -e\n" + Document.LIFE.block("install -t /opt/live-orders"));
      assertThat(machine.run("live-orders --version")).startsWith("live-orders ");
      machine.run("cd /tmp && set -e\n" + Document.LIFE.block("rm -r /opt/live-orders"));
      assertThat(BareMachine.ours(machine)).isEmpty();
      assertThat(machine.run("id live-orders || echo gone")).contains("gone");
    }
  }

  private static void install(MachineCopy machine) throws Exception {
    machine.run("mkdir -p /tmp/target /tmp/conf && touch /tmp/db-ca.pem");
    for (String name : List.of("live-orders", "live-orders.jar")) {
      machine.put(BareMachine.built(name), "/tmp/target/" + name);
    }
    machine.put(BareMachine.UNIT, "/tmp/conf/live-orders.service");
    machine.put(Path.of("conf/catalogue.json"), "/tmp/conf/catalogue.json");
    machine.put(Path.of("src/main/deb/live-orders.env"), "/tmp/conf/live-orders.env"); // as edited
    machine.run("chmod 755 /tmp/target/live-orders");
    assertThat(machine.run("cd /tmp && set -e\n" + head())).contains("lo_");
    assertThat(BareMachine.ours(machine))
        .contains("/opt/live-orders/live-orders.jsa", "/usr/local/bin/live-orders")
        .contains("/etc/systemd/system/live-orders.service", "/var/lib/live-orders/live-orders.db");
    machine.run("systemd-analyze verify --man=no /etc/systemd/system/live-orders.service");
  }

  private static void assertTheCommandThatItsLogShowsReachesItsStore(MachineCopy machine)
      throws Exception {
    int port = FreePort.find();
    BareMachine.setPort(machine, port);
    JarProcess server = JarProcess.of(new ProcessBuilder(BareMachine.service(machine)), port);
    try {
      server.awaitReady();
      String shown = server.lines().stream()
          .flatMap(line -> SHOWN.matcher(line).results())
          .map((MatchResult found) -> found.group(1))
          .findFirst()
          .orElseThrow(() -> new AssertionError(server.lines()));
      assertThat(machine.run("cd /tmp && " + shown)).contains("lo_");
      assertThat(machine.run("cd /tmp && " + shown.replaceAll(" key add .*", " key list")))
          .contains("web-shop ", "catalogue ");
    } finally {
      server.end();
    }
  }

  /** The commands at the head of the unit. */
  private static String head() throws Exception {
    return Files.readAllLines(BareMachine.UNIT).stream()
        .filter(line -> line.startsWith("#   "))
        .map(line -> line.substring(1))
        .collect(Collectors.joining("\n"));
  }
}
