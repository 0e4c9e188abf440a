package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveorders.config.ConfigException;
import dev.liveorders.kit.Answer;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of one's own, laid over the page. */
class OwnWebrootTest {
  @TempDir
  Path folder;

  @Test
  void ownFilesComeOverThePageAndTheOthersStay() throws Exception {
    Files.writeString(folder.resolve("index.html"), "<title>Our shop</title>");
    Files.writeString(
        Files.createDirectories(folder.resolve("img/a")).resolve("b c.svg"), "<svg/>");
    try (TestNode node = node(folder)) {
      assertThat(node.get("/").body()).isEqualTo("<title>Our shop</title>");
      Answer image = node.get("/img/a/b%20c.svg");
      assertThat(image.body()).isEqualTo("<svg/>");
      assertThat(image.header("content-type")).isEqualTo("image/svg+xml");
      assertThat(node.get("/live-orders.js").body())
          .isEqualTo(Files.readString(Path.of("webroot/live-orders.js")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/.env", "/.git/config", "/sub/.htpasswd", "/link.txt", "/linked/secret.txt"})
  void dotFilesAndLinksThatLeadOutAreNotThere(String path) throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path secret = Files.writeString(outside.resolve("secret.txt"), "s3cret");
    Path own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(own.resolve(".env"), "s3cret");
    Files.writeString(Files.createDirectory(own.resolve(".git")).resolve("config"), "s3cret");
    Files.writeString(Files.createDirectory(own.resolve("sub")).resolve(".htpasswd"), "s3cret");
    Files.createSymbolicLink(own.resolve("link.txt"), secret);
    Files.createSymbolicLink(own.resolve("linked"), outside);
    Files.createSymbolicLink(own.resolve("inside.txt"), own.resolve("sub/plain.txt"));
    Files.writeString(own.resolve("sub/plain.txt"), "plain");
    try (TestNode node = node(own)) {
      Answer answer = node.get(path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("s3cret");
      assertThat(node.get("/inside.txt").body()).isEqualTo("plain");
    }
  }

  @Test
  void aFolderThatIsNotThereEndsTheStart() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> {
          try (TestNode node = node(missing)) {
            node.port();
          }
        })
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("http.webroot: " + missing, "is not a folder");
  }

  private static TestNode node(Path webroot) throws Exception {
    TestNode node = new TestNode(new JsonObject().put("webroot", webroot.toString()));
    try {
      new ScriptedOrders(node.vertx()).withBoard();
      return node.startReady();
    } catch (Exception e) {
      node.close();
      throw e;
    }
  }
}
