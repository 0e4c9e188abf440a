package dev.liveorders.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Await;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.Leeway;
import dev.liveorders.kit.Shell;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keys as a shop's developer meets them: by the command line. {@code add} and {@code remove} are run by the jar once,
 * and otherwise in this JVM.
 */
class KeysIT {
  /** Within which a change is in force. */
  private static final Duration IN_FORCE = Leeway.over(Duration.ofSeconds(5));

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

  private JarProcess serve(String... arguments) throws Exception {
    JarProcess server = jar().args(arguments).start();
    servers.add(server);
    return server;
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
    String key = new Shell(folder).ran(command + " 2> /dev/null").strip();
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

  @Test
  void aServerThatRunsTakesKeysAndForgetsThemWithoutARestartOrAtTheirTime() throws Exception {
    JarProcess server = serve();
    assertThat(server.lines())
        .anyMatch(line -> line.contains("open to this machine")
            && line.contains("key add web-shop --scope orders"));
    assertThat(new Api(server.port()).order("A1", 1, "trial").statusCode()).isEqualTo(200);
    StoreCommands commands = StoreCommands.in(folder);
    String shop = jar().addKey("web-shop", "orders");
    String keeper = commands.addKey("keeper", "catalogue");
    Await.until(
        "closed",
        IN_FORCE,
        () -> new Api(server.port()).order("A1", 1, "trial").statusCode() == 401);
    Await.until("the key is known", IN_FORCE, () -> order(server, shop) == 200);
    Await.until("the other key is known", IN_FORCE, () -> order(server, keeper) == 403);
    assertThat(commands.run("key", "add", "web-shop", "--scope", "orders").lines())
        .singleElement()
        .asString()
        .contains("there is a key web-shop");
    List<String> list = commands.run("key", "list").lines();
    assertThat(list).hasSize(3);
    assertThat(list.get(1)).matches("web-shop +[0-9a-z]{10} +orders .*never.*");
    JarProcess removal = jar().args("key", "remove", "web-shop").launch();
    assertThat(removal.exitCode()).isZero();
    assertThat(removal.lines()).singleElement().asString().contains("removed");
    Await.until("removed", IN_FORCE, () -> order(server, shop) == 401);
    assertThat(commands.run("key", "remove", "web-shop").code()).isEqualTo(1);
    assertThat(commands.run("key", "remove", "keeper").lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("no key");
    Await.until("the last one, too", IN_FORCE, () -> order(server, keeper) == 401);
    String brief = commands.addKey("brief", "orders", "--expires", "3s");
    assertEndsAtItsTime(server, brief);
    assertNothingTells(server, shop, keeper, brief);
    server.terminate();
    assertNothingHolds(server, shop, keeper, brief);
  }

  private static void assertEndsAtItsTime(JarProcess server, String brief) throws Exception {
    HttpResponse<String> late = Await.until(
        "expired",
        () -> new Api(server.port(), brief).get("/access"),
        answer -> answer.statusCode() == 401 && answer.body().contains("expired"));
    assertThat(late.body()).contains("the key brief (", "expired at", "key add NAME");
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
}
