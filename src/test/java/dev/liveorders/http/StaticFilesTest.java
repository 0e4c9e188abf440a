package dev.liveorders.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Answer;
import dev.liveorders.kit.RawClient;
import dev.liveorders.kit.ScriptedOrders;
import dev.liveorders.kit.TestNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and its modules, as the folder {@code webroot} has them. */
class StaticFilesTest {
  private static final Path WEBROOT = Path.of("webroot");

  private static final List<String> BUNDLES =
      List.of("/app.js", "/app.css", "/wall.js", "/wall.css");

  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestNode();
    new ScriptedOrders(node.vertx()).withBoard();
    node.startReady();
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(WEBROOT)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> "/" + WEBROOT.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsServedWithItsTypeAndTag(String path) throws Exception {
    Answer get = node.get(path);
    assertThat(get.status()).isEqualTo(200);
    if (!BUNDLES.contains(path)) {
      assertThat(get.body()).isEqualTo(Files.readString(WEBROOT.resolve(path.substring(1))));
    }
    assertThat(get.header("content-type")).isEqualTo(type(path));
    assertThat(get.header("etag")).matches("\"[0-9a-f]{16}\"");
    assertThat(get.header("cache-control")).isEqualTo("no-cache");
    assertThat(get.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(get.header("referrer-policy")).isEqualTo("same-origin");
    assertThat(get.header("access-control-allow-origin"))
        .isEqualTo(path.endsWith(".js") ? "*" : "");
    assertThat(node.request("HEAD", path, null).headersButDate()).isEqualTo(get.headersButDate());

    Answer known = node.get(path, "If-None-Match: " + get.header("etag"));
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.header("etag")).isEqualTo(get.header("etag"));
    assertThat(known.header("cache-control")).isEqualTo("no-cache");
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "webmanifest" -> "application/manifest+json";
      case "ts" -> "text/plain; charset=utf-8";
      case "md" -> "text/markdown; charset=utf-8";
      default -> "application/json";
    };
  }

  @Test
  void thePageIsAtTheRootWithAStrictPolicy() throws Exception {
    Answer page = node.get("/");
    assertThat(page.body()).isEqualTo(node.get("/index.html").body());
    assertThat(page.header("content-security-policy"))
        .startsWith("default-src 'none';")
        .contains(
            "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*");
  }

  @Test
  void textIsCompressedForWhoTakesIt() throws Exception {
    try (RawClient wire = node.connect()) {
      String plain = wire.send(TestNode.text("GET", "/", null)).answer().body();
      Answer head = wire.send(TestNode.text("GET", "/", null, "Accept-Encoding: br, gzip;q=0.5"))
          .head();
      assertThat(head.header("content-encoding")).isEqualTo("gzip");
      assertThat(head.header("vary")).contains("accept-encoding");
      assertThat(head.header("etag")).endsWith("-gz\"");
      byte[] body = wire.bytes(Integer.parseInt(head.header("content-length")));
      assertThat(body.length).isLessThan(plain.length());
      String unzipped = new String(
          new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
          StandardCharsets.UTF_8);
      assertThat(unzipped).isEqualTo(plain);
      assertThat(wire.send(TestNode.text("GET", "/", null, "Accept-Encoding: gzip;q=0"))
              .answer()
              .body())
          .isEqualTo(plain);
    }
  }

  /** One script and one style sheet, so that a page is there after two round trips. */
  @Test
  void thePageImportsNothing() throws Exception {
    assertThat(node.get("/app.js").body())
        .contains("class ProductBoard ", "class LiveOrders ")
        .doesNotContainPattern("(?m)^(import|export)\\b");
    assertThat(node.get("/app.css").body()).contains("product-board {").doesNotContain("@import");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../pom.xml", "/..%2fpom.xml", "/%2e%2e/pom.xml", "/.%2e/%2e./pom.xml", "/..\\pom.xml",
            "/..%5cpom.xml",
        "/%252e%252e/pom.xml", "/index.html%00", "/index.html/", "//index.html/..//../x",
            "/webroot/", "/conf/config.json",
        "/META-INF/MANIFEST.MF", "/dev/liveorders/http/HttpVerticle.class", "/.", "/..."
      })
  void noPathLeadsOut(String path) throws Exception {
    Answer answer = node.get(path);
    assertThat(answer.status() == 404 || answer.body().equals(node.get("/").body()))
        .as(answer.toString())
        .isTrue();
  }

  @Test
  void whoMayShowThePageInAFrameIsConfigured() throws Exception {
    JsonObject http = new JsonObject()
        .put(
            "frameAncestors",
            new JsonArray().add("self").add("https://*.shop.example").add("http://localhost:*"));
    try (TestNode framed = new TestNode(http).start()) {
      assertThat(framed.get("/").header("content-security-policy"))
          .endsWith("; frame-ancestors 'self' https://*.shop.example http://localhost:*");
    }
  }
}
