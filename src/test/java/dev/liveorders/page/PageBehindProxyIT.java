package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Chromium;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.ProxyFile;
import dev.liveorders.kit.ProxyProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page behind the proxies as they are shipped, at the root of a site and under a path. */
class PageBehindProxyIT {
  @TempDir
  static Path folder;

  private static final Map<String, ProxyProcess> proxies = new HashMap<>();
  private static JarProcess node;

  @BeforeAll
  static void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    node = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_HTTP_HOST", "0.0.0.0")
        .env("LIVE_ORDERS_ACCESS_OPEN", "true")
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (ProxyProcess proxy : proxies.values()) {
      proxy.close();
    }
    if (node != null) {
      node.kill();
    }
  }

  /** The proxy of this kind, which is started for the first test that needs it. */
  private static ProxyProcess proxy(String kind, boolean underPath)
      throws IOException, InterruptedException {
    String name = kind + underPath;
    if (!proxies.containsKey(name)) {
      proxies.put(name, start(kind, underPath));
    }
    return proxies.get(name);
  }

  private static ProxyProcess start(String proxy, boolean underPath)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, proxy);
    int port = node.port();
    ProxyFile file = proxy.equals("nginx")
        ? ProxyFile.nginx(own, port, port, port)
        : ProxyFile.haproxy(own, port, port, port);
    if (underPath) {
      file.underPath();
    }
    return proxy.equals("nginx") ? ProxyProcess.nginx(file) : ProxyProcess.haproxy(file);
  }

  @ParameterizedTest
  @CsvSource({"nginx, /", "nginx, /live", "haproxy, /", "haproxy, /live"})
  void visitorsWatchAndAreOfferedNothingElse(String proxy, String path) throws Exception {
    Api shop = new Api(node.port());
    long before = shop.total("electronics", "A1");
    int port = proxy(proxy, !path.equals("/")).publicPort();
    try (OpenPage page = new OpenPage(
        Chromium.browser().newContext(), "http://localhost:" + port + path + "#electronics")) {
      page.expectTotal("A1", before);
      assertThat(page.card("A1").locator("order-button button")).isHidden();
      assertThat(page.page().locator("add-product > button")).isHidden();
      assertThat(page.page().locator("try-it")).isHidden();

      assertThat(shop.order("A1", 3, proxy + path).statusCode()).isEqualTo(200);
      page.expectTotal("A1", before + 3);
      page.tab("confectionery").click();
      page.expectTotal("B1", shop.total("confectionery", "B1"));
      assertAskedOnlyUnder(page.page(), path.equals("/") ? "/" : "/live/");
      assertThat(page.answeredSockets()).hasSize(1);
    }
  }

  /**
   * A product SKU/1 is SKU%2F1 in a path, and SKU%2F1 is SKU%252F1: whoever decodes on the way finds another, or
   * none.
   */
  @ParameterizedTest
  @CsvSource({"nginx, ''", "nginx, /live", "haproxy, ''", "haproxy, /live"})
  void namesInAPathReachTheNodeAsTheyCame(String proxy, String path) throws Exception {
    Api shop = new Api(node.port());
    for (String id : List.of("SKU/1", "SKU%2F1", "ELEV 5", "caf\u00e9/+")) {
      shop.post(
          "/products/confectionery",
          new JsonObject().put("id", id).put("name", id).put("rrp", "1.00").encode());
    }
    Api visitor = new Api(proxy(proxy, !path.isEmpty()).publicPort());
    for (String encoded :
        List.of("SKU%2F1", "SKU%252F1", "ELEV%205", "caf%C3%A9%2F+", "caf%C3%A9%2F%2B")) {
      String at = "/products/confectionery/" + encoded;
      HttpResponse<String> answer = visitor.get(path + at);
      assertThat(answer.statusCode()).as(at).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(shop.get(at).body());
    }
    assertThat(visitor.get(path + "/orders/confectionery?ids=SKU/1&at-least=0").body())
        .contains("\"id\":\"SKU/1\"")
        .doesNotContain("B1");
  }

  /** The node itself goes over dots and slashes that are too many, and decodes letters. */
  @ParameterizedTest
  @CsvSource({"nginx, ''", "nginx, /live", "haproxy, ''", "haproxy, /live"})
  void whatIsNotForThePublicIsHiddenHoweverItIsWritten(String proxy, String path) throws Exception {
    Api visitor = new Api(proxy(proxy, !path.isEmpty()).publicPort());
    for (String hidden : List.of(
        "/health/ready",
        "/health/ready/",
        "/%68ealth/ready",
        "//health/ready",
        "/./health/ready",
        "/orders/../health/ready",
        "/orders/%2E%2e/health/ready",
        "/orders/..%2Fhealth/ready")) {
      assertThat(visitor.get(path + hidden).statusCode()).as(hidden).isEqualTo(404);
    }
    assertThat(visitor.get(path + "/orders/electronics").statusCode()).isEqualTo(200);
  }

  private static void assertAskedOnlyUnder(Page page, String path) {
    Object elsewhere = page.evaluate("""
            (path) => performance.getEntriesByType('resource')
              .map(({ name }) => new URL(name).pathname).filter((each) => !each.startsWith(path)).join()""", path);
    assertThat(elsewhere).isEqualTo("");
  }
}
