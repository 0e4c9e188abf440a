package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.RawSocket;
import io.netty.channel.uring.IoUring;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How the jar starts, and what it says when it cannot. */
class StartIT {
  @TempDir
  Path folder;

  @Test
  void itHasAPastOnTheFirstLookAndSaysWhatItDoesAndWhereToLook() throws Exception {
    JarProcess server = jar().asItComes().java("-XX:TieredStopAtLevel=1").start();
    try {
      if (OS.LINUX.isCurrentOs()) {
        assertThat(server.lines()).anyMatch(line -> line.endsWith("epoll transport"));
      }
      assertThat(server.lines())
          .filteredOn(
              line -> !line.contains("live.maxWatchers")) // where the machine's limit is low
          .hasSize(7);
      assertThat(String.join("\n", server.lines()))
          .contains(
              "Live Orders",
              "data/live-orders.db",
              "SIMULATED",
              "simulation.history",
              "a NEW store",
              "curl",
              "http://localhost:" + server.port());
      assertThat(new Api(server.port()).total("electronics", "A1")).isGreaterThan(1_000);
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void linesForProgramsAreJsonAndPackagesHaveLevelsOfTheirOwn() throws Exception {
    JarProcess server = jar()
        .env("LIVE_ORDERS_LOG_FORMAT", "json")
        .env("LIVE_ORDERS_LOG_LEVELS", "org.sqlite=warn,io.netty.channel=debug")
        .start();
    assertThat(server.terminate()).isZero();
    assertThat(server.lines())
        .extracting(JsonObject::new)
        .allSatisfy(line -> assertThat(line.fieldNames())
            .contains("@timestamp", "log.level", "log.logger", "message", "ecs.version"))
        .anyMatch(line -> line.getString("message").startsWith("ready after"))
        .anyMatch(line -> line.getString("log.level").equals("DEBUG")
            && line.getString("log.logger").startsWith("io.netty.channel."))
        .noneMatch(line -> line.getString("log.level").equals("DEBUG")
            && !line.getString("log.logger").startsWith("io.netty.channel."));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theTransportIsIoUringWhereThatIsAskedFor() throws Exception {
    assumeTrue(
        IoUring.isAvailable(),
        () -> "io_uring does not load here: " + IoUring.unavailabilityCause());
    JarProcess server = jar().env("LIVE_ORDERS_HTTP_TRANSPORT", "io_uring").start();
    try (RawSocket watcher = RawSocket.connect(server.port(), "/orders/electronics")) {
      assertThat(server.lines().get(0)).endsWith("io_uring transport");
      assertThat(watcher.readText()).contains("\"A1\"");
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

  @Test
  void aPortInUseIsOneLineAndCode1AndNothingIsMadeBefore() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      JarProcess server = jar().port(taken.getLocalPort()).launch();
      assertThat(server.exitCode()).isEqualTo(1);
      assertThat(server.lines()).hasSize(1);
      assertThat(server.lines().get(0)).contains("http.port", "LIVE_ORDERS_HTTP_PORT");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void aStoreThatCannotBeWrittenIsOneLineAndCode1() throws Exception {
    Files.writeString(folder.resolve("file"), "no folder");
    JarProcess server =
        jar().env("LIVE_ORDERS_STORE_URL", "sqlite:file/orders.db").launch();
    assertThat(server.exitCode()).isEqualTo(1);
    assertThat(server.lines()).hasSize(1);
    assertThat(server.lines().get(0)).contains("file/orders.db");
  }

  @Test
  void theJarKnowsItsVersionAndChecksAConfiguration() throws Exception {
    JarProcess version = jar().args("--version").launch();
    assertThat(version.exitCode()).isZero();
    assertThat(version.lines().get(0)).matches("live-orders \\d+\\.\\d+\\.\\d+.*");

    JarProcess check =
        jar().port(4711).env("LIVE_ORDERS_NONSENSE", "1").args("check-config").launch();
    assertThat(check.exitCode()).isZero();
    assertThat(String.join("\n", check.lines()))
        .contains(
            "\"port\" : 4711",
            "http.port comes from LIVE_ORDERS_HTTP_PORT",
            "LIVE_ORDERS_NONSENSE");
  }

  @Test
  void aStoreBelongsToOneProcessAndANewEpochIsForOneThatNobodyHas() throws Exception {
    StoreCommands commands = StoreCommands.in(folder);
    StoreCommands.Ran nowhere = commands.run("new-epoch");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.lines())
        .singleElement()
        .asString()
        .contains("there is no store", "data/live-orders.db", "store.url");
    assertThat(folder.resolve("data")).doesNotExist();
    JarProcess first = jar().start();
    try {
      JarProcess second = jar().launch();
      assertThat(second.exitCode()).isEqualTo(1);
      StoreCommands.Ran command = commands.run("new-epoch");
      assertThat(command.code()).isEqualTo(1);
      for (List<String> said : List.of(second.lines(), command.lines())) {
        assertThat(said)
            .singleElement()
            .asString()
            .contains("data/live-orders.db", "process " + first.pid());
      }
    } finally {
      first.terminate();
    }
    JarProcess renewed = jar().args("new-epoch").launch();
    assertThat(renewed.exitCode()).isZero();
    assertThat(renewed.lines().get(0))
        .matches("epoch ([0-9a-f]{16}) at seq \\d+ is now epoch (?!\\1)[0-9a-f]{16}");
    JarProcess server = jar().start();
    server.terminate();
    String epoch = renewed.lines().get(0).replaceAll(".* ", "");
    assertThat(String.join("\n", server.lines())).contains("12 products", epoch);
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder);
  }
}
