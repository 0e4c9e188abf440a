package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.PostgresServer;
import dev.liveorders.kit.PostgresServer.Tenant;
import dev.liveorders.kit.RawSocket;
import dev.liveorders.kit.TokenIssuer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as a shop's developer meets them: by the command line of the jar. */
class KeysIT {
  /** Within which a change is in force on every node. */
  private static final Duration IN_FORCE = Duration.ofSeconds(5);

  @TempDir
  private Path folder;

  private final List<JarProcess> servers = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (JarProcess server : servers) {
      server.kill();
    }
  }

  private JarProcess.Builder jar() {
    return JarProcess.builder().folder(folder).env("LIVE_ORDERS_REHEARSAL_MILLIS", "0");
  }

  private JarProcess.Builder jar(Map<String, String> environment) {
    JarProcess.Builder jar = jar();
    environment.forEach(jar::env);
    return jar;
  }

  private JarProcess serve(String... arguments) throws Exception {
    JarProcess server = jar().args(arguments).start();
    servers.add(server);
    return server;
  }

  private JarProcess key(String... arguments) throws Exception {
    JarProcess command = jar().args("key").args(arguments).launch();
    command.exitCode();
    return command;
  }

  private static int order(JarProcess server, String key) throws Exception {
    return new Api(server.port(), key).post("/orders/A1", "{\"amount\":1}").statusCode();
  }

  @Test
  void whereOthersComeInNothingStartsUntilTheMessagesOwnCommandWasRun() throws Exception {
    Path conf =
        Files.writeString(folder.resolve("my shop.json"), "{\"http\":{\"host\":\"0.0.0.0\"}}");
    JarProcess closed = jar().args("-conf", conf.toString()).launch();
    assertThat(closed.exitCode()).isEqualTo(2);
    assertThat(closed.lines()).hasSize(1);
    String message = closed.lines().get(0);
    assertThat(message).startsWith("http.host: ").contains("0.0.0.0", "access.open");
    String command = message.substring(message.lastIndexOf(": ") + 2);
    assertThat(command).startsWith("java -jar ").contains("'" + conf + "'");
    String key = inShell(command);
    assertThat(key).matches("lo_[0-9a-z]{10}_[0-9A-Za-z]{43}");
    JarProcess server = serve("-conf", conf.toString());
    assertThat(server.lines())
        .anyMatch(line -> line.contains(
                "closed: who has the key may place orders, and nobody may change products")
            && line.contains("key add catalogue --scope catalogue"))
        .anyMatch(line ->
            line.contains("place one: curl ") && line.contains("-H 'Authorization: Bearer KEY' "));
    assertThat(order(server, key)).isEqualTo(200);
    assertThat(new Api(server.port()).order("A1", 1, "keyless").statusCode()).isEqualTo(401);
  }

  /** Runs a command as a person would, and returns what it writes to standard output. */
  private String inShell(String command) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
    shell.environment().merge("PATH", java, (path, added) -> added + ":" + path);
    shell.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = shell.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.strip();
  }

  @Test
  void aServerThatRunsTakesKeysAndForgetsThemWithoutARestartOrAtTheirTime() throws Exception {
    JarProcess server = serve();
    assertThat(server.lines())
        .anyMatch(line -> line.contains("open to this machine")
            && line.contains("key add web-shop --scope orders"));
    assertThat(new Api(server.port()).order("A1", 1, "trial").statusCode()).isEqualTo(200);
    String shop = jar().addKey("web-shop", "orders");
    String keeper = jar().addKey("keeper", "catalogue");
    Await.until(
        "closed",
        IN_FORCE,
        () -> new Api(server.port()).order("A1", 1, "trial").statusCode() == 401);
    Await.until("the key is known", IN_FORCE, () -> order(server, shop) == 200);
    Await.until("the other key is known", IN_FORCE, () -> order(server, keeper) == 403);
    assertThat(key("add", "web-shop", "--scope", "orders").lines())
        .singleElement()
        .asString()
        .contains("there is a key web-shop");
    JarProcess list = key("list");
    assertThat(list.lines()).hasSize(3);
    assertThat(list.lines().get(1)).matches("web-shop +[0-9a-z]{10} +orders .*never.*");
    assertThat(key("remove", "web-shop").lines()).singleElement().asString().contains("removed");
    Await.until("removed", IN_FORCE, () -> order(server, shop) == 401);
    assertThat(key("remove", "web-shop").exitCode()).isEqualTo(1);
    assertThat(key("remove", "keeper").lines()).hasSize(2).last().asString().contains("no key");
    Await.until("the last one, too", IN_FORCE, () -> order(server, keeper) == 401);
    String brief = assertEndsAtItsTime(server);
    assertNothingTells(server, shop, keeper, brief);
    server.terminate();
    assertNothingHolds(server, shop, keeper, brief);
  }

  private String assertEndsAtItsTime(JarProcess server) throws Exception {
    JarProcess command = key("add", "brief", "--scope", "orders", "--expires", "3s");
    assertThat(command.exitCode()).isZero();
    String brief = command.lines().get(0);
    HttpResponse<String> late = Await.until(
        "expired",
        () -> new Api(server.port(), brief).get("/access"),
        answer -> answer.statusCode() == 401 && answer.body().contains("expired"));
    assertThat(late.body()).contains("the key brief (", "expired at", "key add NAME");
    return brief;
  }

  /** No answer has a secret in it, also not of those that tell of the server itself. */
  private static void assertNothingTells(JarProcess server, String... keys) throws Exception {
    for (String path : List.of("/metrics", "/health/ready", "/access", "/", "/no/such/path")) {
      String body = new Api(server.port()).get(path).body();
      for (String key : keys) {
        assertThat(body).as(path).doesNotContain(key.substring(key.lastIndexOf('_') + 1));
      }
    }
  }

  /** Neither what it said nor what it left on the disk has a secret in it. */
  private void assertNothingHolds(JarProcess server, String... keys) throws IOException {
    for (String key : keys) {
      String secret = key.substring(key.lastIndexOf('_') + 1);
      assertThat(String.join("\n", server.lines())).doesNotContain(secret);
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(secret);
        }
      }
    }
  }

  @Test
  void nodesThatShareAFileStopToTakeARemovedKeyAlsoWithoutTheOneThatListensForIt()
      throws Exception {
    String shop = jar().addKey("web-shop", "orders");
    startNodes(2, shop, Map.of());
    servers.remove(1).terminate(); // whose socket it is
    assertThat(key("remove", "web-shop").exitCode()).isZero();
    Await.until("removed", IN_FORCE, () -> order(servers.get(0), shop) == 401);
  }

  private void startNodes(int count, String key, Map<String, String> environment) throws Exception {
    String name = "keys-" + ProcessHandle.current().pid();
    for (int i = 0; i < count; i++) {
      servers.add(jar(environment)
          .env("LIVE_ORDERS_CLUSTER_NAME", name)
          .args("-cluster")
          .start());
      assertThat(order(servers.get(i), key)).isEqualTo(200);
    }
  }

  @Test
  void nodesThatShareADatabaseAlsoCloseWhatARemovedKeyHasOpen() throws Exception {
    Tenant tenant = PostgresServer.shared().newTenant();
    Map<String, String> store = Map.of(
        "LIVE_ORDERS_STORE_URL", tenant.url(), "LIVE_ORDERS_STORE_PASSWORD", tenant.password());
    String shop = jar(store).addKey("web-shop", "orders");
    Map<String, String> closed = new HashMap<>(store);
    closed.put("LIVE_ORDERS_ACCESS_READ", "token");
    closed.put("LIVE_ORDERS_ACCESS_TOKEN_SECRET", TokenIssuer.SECRET);
    startNodes(3, shop, closed);
    List<RawSocket> sockets = new ArrayList<>();
    for (JarProcess node : servers) {
      RawSocket socket = RawSocket.connect(
          node.port(), "/orders", "Sec-WebSocket-Protocol: live-orders.v1, bearer." + shop);
      sockets.add(socket);
      assertThat(socket.readText()).contains("A1");
    }
    JarProcess removal = jar(store).args("key", "remove", "web-shop").launch();
    assertThat(removal.exitCode()).isZero();
    long removed = System.nanoTime();
    for (int i = 0; i < sockets.size(); i++) {
      try (RawSocket socket = sockets.get(i)) {
        assertThat(socket.readClose().closeCode()).isEqualTo(4401);
      }
      assertThat(order(servers.get(i), shop)).isEqualTo(401);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - removed)).isLessThan(IN_FORCE);
  }
}
