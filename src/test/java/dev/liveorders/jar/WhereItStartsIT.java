package dev.liveorders.jar;

import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.SqliteFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The folder, the machine and the moment that the jar is started in. */
class WhereItStartsIT {
  static final String CATALOGUE = """
      {"categories":[{"category":"garden","title":"Garden","prefix":"G"}],
       "products":[{"id":"G7","category":"garden","name":"Rake","rrp":"12.00","info":""}]}""";

  @TempDir
  Path folder;

  @Test
  void aConfigurationMeansTheSameFromEverywhere() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("conf"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(conf.resolve("catalogue.json"), CATALOGUE);
    Path file = Files.writeString(
        conf.resolve("production.json"), Files.readString(Path.of("conf/production.json")));
    JarProcess server = jar()
        .folder(elsewhere)
        .env("LIVE_ORDERS_HTTP_HOST", "localhost")
        .args("-conf", "../conf/production.json")
        .start();
    try {
      assertThat(folder.resolve("data/live-orders.db")).isRegularFile();
      assertThat(run(lineToTry(server), elsewhere))
          .contains("\"ok\":true", "\"G7\"", "\"total\":3");
      assertThat(String.join("\n", server.lines()))
          .contains(folder.toRealPath() + "/data/live-orders.db, a NEW store: 1 products");
    } finally {
      assertThat(server.terminate()).isZero();
    }
    Files.delete(conf.resolve("catalogue.json"));
    JarProcess without = jar().folder(elsewhere).args("-conf", file.toString()).launch();
    assertThat(without.exitCode()).isEqualTo(2);
    assertThat(without.lines())
        .singleElement()
        .asString()
        .contains("catalogue.file: " + conf.resolve("catalogue.json") + " does not exist");
  }

  @Test
  void theLineToTryWorksAndIsAnotherOneEachTimeAndNothingStaysInTheTemporaryFolder()
      throws Exception {
    Path tmp = Files.createDirectory(folder.resolve("tmp"));
    JarProcess first = jar().java("-Djava.io.tmpdir=" + tmp).start();
    String line = lineToTry(first);
    try {
      assertThat(entries(tmp)).isEmpty();
      assertThat(run(line, folder)).contains("\"ok\":true").doesNotContain("duplicate");
    } finally {
      first.terminate();
    }
    JarProcess second = jar().java("-Djava.io.tmpdir=" + tmp).start();
    second.kill();
    assertThat(entries(tmp)).isEmpty();
    assertThat(lineToTry(second)).isNotEqualTo(line);
  }

  private static String lineToTry(JarProcess server) {
    return server.lines().stream()
        .filter(line -> line.contains("place one: "))
        .map(line -> line.substring(line.indexOf("curl ")))
        .findFirst()
        .orElseThrow();
  }

  private static String run(String line, Path where) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", line.replace("curl ", "curl -s "))
        .directory(where.toFile())
        .redirectErrorStream(true)
        .start();
    String answer = new String(shell.getInputStream().readAllBytes());
    assertThat(shell.waitFor()).as(answer).isZero();
    return answer;
  }

  @Test
  void noOrderIsSimulatedBesideRealOnesAndSimulatedOnesAreTakenBack() throws Exception {
    JarProcess demo = jar().env("LIVE_ORDERS_SIMULATION_PERIOD_MILLIS", "5").start();
    Api api = new Api(demo.port());
    Path file = folder.resolve("data/live-orders.db");
    String simulated = "select count(*) from orders where source = 'simulation'";
    until("three simulated orders", () -> number(file, simulated) >= 3);
    assertThat(api.order("A1", 4, "real-1").statusCode()).isEqualTo(200);
    until("the end of the simulation", () -> demo.lines().stream()
        .anyMatch(line -> line.contains("a real order was placed")));
    demo.terminate();

    JarProcess again = jar().env("LIVE_ORDERS_SIMULATION_PERIOD_MILLIS", "5").start();
    try {
      assertThat(String.join("\n", again.lines()))
          .contains("no orders are simulated: the store has real orders")
          .doesNotContain("NEW store");
      StoreCommands.Ran purgedWhileRunning =
          StoreCommands.in(folder).run("purge", "--source", "simulation");
      assertThat(purgedWhileRunning.code()).isEqualTo(1);
      assertThat(purgedWhileRunning.lines())
          .singleElement()
          .asString()
          .contains("in use by process " + again.pid());
    } finally {
      again.terminate();
    }
    JarProcess purge = jar().args("purge", "--source", "simulation").launch();
    assertThat(purge.exitCode()).isZero();
    assertThat(purge.lines()).last().asString().contains("were taken back");
    assertThat(number(file, "select sum(amount) from orders where source = 'simulation'"))
        .isZero();
    assertThat(number(file, "select total from products where id = 'A1'"))
        .isEqualTo(4
            + number(
                file,
                "select sum(amount) from orders where product_id = 'A1' and source = 'opening'"));
    StoreCommands.Ran twice = StoreCommands.in(folder).run("purge", "--source", "simulation");
    assertThat(twice.code()).isZero();
    assertThat(twice.lines()).containsExactly("there are no simulated orders to take back");
    assertThat(StoreCommands.in(folder).run("purge", "--source", "api").code()).isEqualTo(2);
  }

  private static long number(Path file, String query) {
    try (SqliteFile store = SqliteFile.open(file)) {
      return store.number(query);
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  private static List<Path> entries(Path of) throws Exception {
    try (Stream<Path> files = Files.list(of)) {
      return files.toList();
    }
  }

  @Test
  void aTemporaryFolderThatCannotBeUsedIsOneLine() throws Exception {
    Path tmp = Files.createFile(folder.resolve("file")).resolve("tmp");
    JarProcess server = jar().java("-Djava.io.tmpdir=" + tmp).launch();
    assertThat(server.exitCode()).isEqualTo(1);
    assertThat(server.lines())
        .singleElement()
        .asString()
        .contains("java.io.tmpdir", tmp.toString(), "noexec");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTemporaryFolderMountedNoexecIsOneLine() throws Exception {
    Path tmp = Files.createDirectory(folder.resolve("tmp"));
    String mount = "mount -t tmpfs -o noexec none " + tmp;
    assumeTrue(
        new ProcessBuilder("unshare", "-m", "sh", "-c", mount).start().waitFor() == 0,
        "mounting takes root");
    JarProcess server = jar()
        .java("-Djava.io.tmpdir=" + tmp)
        .under("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh")
        .launch();
    assertThat(server.exitCode()).isEqualTo(1);
    assertThat(server.lines())
        .singleElement()
        .asString()
        .contains("java.io.tmpdir", tmp.toString(), "noexec");
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder);
  }
}
