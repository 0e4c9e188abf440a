package dev.liveorders.jar;

import static dev.liveorders.kit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.SqliteFile;
import java.net.InetSocketAddress;
import java.net.Socket;
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
  private static final String CATALOGUE = """
      {"categories":[{"category":"garden","title":"Garden","prefix":"G"}],
       "products":[{"id":"G7","category":"garden","name":"Rake","rrp":"12.00","info":""}]}""";

  @TempDir
  Path folder;

  @Test
  void aFolderNamedWebrootReplacesNothing() throws Exception {
    Path webroot = Files.createDirectory(folder.resolve("webroot"));
    Files.writeString(webroot.resolve("index.html"), "somebody else's page");
    Files.writeString(webroot.resolve(".env"), "SECRET=1");
    Files.createDirectory(folder.resolve("conf"));
    Files.writeString(folder.resolve("conf/catalogue.json"), CATALOGUE);
    JarProcess server = jar().start();
    try {
      Api api = new Api(server.port());
      assertThat(api.get("/").body())
          .isEqualTo(Files.readString(Path.of("webroot/index.html")))
          .doesNotContain("somebody");
      assertThat(api.get("/.env").statusCode()).isEqualTo(404);
      assertThat(api.get("/products/electronics").statusCode()).isEqualTo(200);
    } finally {
      assertThat(server.terminate()).isZero();
    }
  }

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
    for (String command : List.of("", "check-config")) {
      JarProcess refused = jar()
          .folder(elsewhere)
          .args("-conf", file.toString())
          .args(command.isEmpty() ? new String[0] : new String[] {command})
          .launch();
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.lines())
          .singleElement()
          .asString()
          .contains("catalogue.file: " + conf.resolve("catalogue.json"), "cannot be read");
    }
  }

  @Test
  void theLineToTryWorksAndIsAnotherOneEachTime() throws Exception {
    JarProcess first = jar().start();
    String line = lineToTry(first);
    try {
      assertThat(run(line, folder)).contains("\"ok\":true").doesNotContain("duplicate");
    } finally {
      first.terminate();
    }
    JarProcess second = jar().start();
    second.terminate();
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
  void noOrderIsInventedBesideRealOnesAndInventedOnesAreTakenBack() throws Exception {
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
      JarProcess purgedWhileRunning =
          jar().args("purge", "--source", "simulation").launch();
      assertThat(purgedWhileRunning.exitCode()).isEqualTo(1);
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
    JarProcess twice = jar().args("purge", "--source", "simulation").launch();
    assertThat(twice.exitCode()).isZero();
    assertThat(twice.lines()).containsExactly("there are no simulated orders to take back");
    JarProcess real = jar().args("purge", "--source", "api").launch();
    assertThat(real.exitCode()).isEqualTo(2);
  }

  private static long number(Path file, String query) {
    try (SqliteFile store = SqliteFile.open(file)) {
      return store.number(query);
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  @Test
  void nothingStaysInTheTemporaryFolder() throws Exception {
    Path tmp = Files.createDirectory(folder.resolve("tmp"));
    JarProcess stopped = jar().java("-Djava.io.tmpdir=" + tmp).start();
    assertThat(entries(tmp)).isEmpty();
    stopped.terminate();
    JarProcess killed = jar().java("-Djava.io.tmpdir=" + tmp).start();
    killed.kill();
    assertThat(entries(tmp)).isEmpty();
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

  @Test
  void newEpochMakesNoStoreAndWaitsForNodesToStop() throws Exception {
    JarProcess nowhere = jar().args("new-epoch").launch();
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.lines())
        .singleElement()
        .asString()
        .contains("there is no store", "data/live-orders.db", "store.url");
    assertThat(folder.resolve("data")).doesNotExist();
    JarProcess server = jar().start();
    try {
      JarProcess busy = jar().args("new-epoch").launch();
      assertThat(busy.exitCode()).isEqualTo(1);
      assertThat(busy.lines()).singleElement().asString().contains("process " + server.pid());
    } finally {
      server.terminate();
    }
  }

  @Test
  void theCommandLineIsBlamedForItsOwnFaults() throws Exception {
    for (String command : List.of("", "check-config")) {
      JarProcess server = jar()
          .args("-instances", "999")
          .args(command.isEmpty() ? new String[0] : new String[] {command})
          .launch();
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.lines())
          .containsExactly(
              "http.instances: 999 is not an integer from 0 to 256 (from the command line)");
    }
  }

  @Test
  void anAddressThatIsNotOfThisMachineIsNamedWithItsKey() throws Exception {
    for (String host : List.of("192.0.2.1", "no-such-host.invalid")) {
      JarProcess server = jar().env("LIVE_ORDERS_HTTP_HOST", host).launch();
      assertThat(server.exitCode()).isEqualTo(2);
      assertThat(server.lines())
          .singleElement()
          .asString()
          .startsWith("http.host: " + host)
          .contains("localhost");
    }
  }

  @Test
  void anOpenServerSaysLoudlyThatItIsByAddressesThatWork() throws Exception {
    JarProcess server = jar()
        .env("LIVE_ORDERS_HTTP_HOST", "0.0.0.0")
        .env("LIVE_ORDERS_ACCESS_OPEN", "true")
        .start();
    try {
      assertThat(server.lines())
          .anyMatch(line -> line.contains("WARN")
              && line.contains("access.open is true")
              && line.contains("127.0.0.1:" + server.port()));
      String ready = server.lines().get(server.lines().size() - 1);
      assertThat(ready).contains("http://127.0.0.1:" + server.port());
    } finally {
      server.terminate();
    }
  }

  @Test
  void localhostIsBothOfItsAddresses() throws Exception {
    JarProcess server = jar().start();
    try {
      assertThat(server.lines())
          .last()
          .asString()
          .endsWith("open http://localhost:" + server.port());
      for (String address : List.of("127.0.0.1", "::1")) {
        try (Socket socket = new Socket()) {
          socket.connect(new InetSocketAddress(address, server.port()), 5_000);
          String host = address.contains(":") ? "[" + address + "]" : address;
          socket
              .getOutputStream()
              .write(("GET /health/live HTTP/1.1\r\nHost: " + host + ":" + server.port()
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes());
          assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 200");
        }
      }
    } finally {
      server.terminate();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fewFileDescriptorsAreWarnedOfOnce() throws Exception {
    JarProcess server =
        jar().under("sh", "-c", "ulimit -n 512; exec \"$@\"", "sh").start();
    Socket[] sockets = new Socket[600];
    try {
      assertThat(server.lines())
          .filteredOn(line -> line.contains("live.maxWatchers"))
          .singleElement()
          .asString()
          .contains("WARN", "512 files", "ulimit -n");
      for (int i = 0; i < sockets.length; i++) {
        sockets[i] = new Socket("127.0.0.1", server.port());
      }
      until("a line about refused connections", () -> server.lines().stream()
          .anyMatch(line -> line.contains("a connection is rejected") && line.contains("ulimit")));
      assertThat(String.join("\n", server.lines())).doesNotContain("exceptionCaught", "\tat ");
    } finally {
      for (Socket socket : sockets) {
        if (socket != null) {
          socket.close();
        }
      }
      server.kill();
    }
  }

  @Test
  void aStopInTheMiddleOfTheStartIsAStopAsAsked() throws Exception {
    JarProcess server = jar().env("LIVE_ORDERS_REHEARSAL_MILLIS", "20000").launch();
    until("a store", () -> Files.exists(folder.resolve("data/live-orders.db")));
    assertThat(server.terminate()).isZero();
    JarProcess after = jar().start();
    assertThat(after.terminate()).isZero();
  }

  @Test
  void aForeignOriginIsOneLineWithItsRemedy() throws Exception {
    JarProcess server =
        jar().env("LIVE_ORDERS_HTTP_ALLOWED_ORIGINS", "https://shop.example").start();
    try {
      for (int i = 0; i < 20; i++) {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
          socket
              .getOutputStream()
              .write(
                  ("GET /orders/electronics HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                          + "Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                          + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                      .getBytes());
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
      }
      List<String> said = server.lines().stream()
          .filter(line -> line.contains("https://evil.example"))
          .toList();
      assertThat(said).hasSizeBetween(1, Runtime.getRuntime().availableProcessors());
      assertThat(said.get(0)).contains("http.allowedOrigins");
    } finally {
      server.terminate();
    }
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder);
  }
}
