package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Chromium;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.kit.ProxyFile;
import dev.liveorders.kit.ProxyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page behind the proxies as they are shipped, at the root of a site and under a path. */
class PageBehindProxyIT {
  @TempDir
  static Path folder;

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
    if (node != null) {
      node.kill();
    }
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
  @CsvSource({
    "nginx, /",
    "nginx, /live/",
    "nginx, /live",
    "haproxy, /",
    "haproxy, /live/",
    "haproxy, /live"
  })
  void visitorsWatchAndAreOfferedNothingElse(String proxy, String path) throws Exception {
    Api shop = new Api(node.port());
    long before = shop.total("electronics", "A1");
    try (ProxyProcess process = start(proxy, !path.equals("/"));
        OpenPage page = new OpenPage(
            Chromium.browser().newContext(),
            "http://localhost:" + process.publicPort() + path + "#electronics")) {
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

  private static void assertAskedOnlyUnder(Page page, String path) {
    Object elsewhere = page.evaluate("""
            (path) => performance.getEntriesByType('resource')
              .map(({ name }) => new URL(name).pathname).filter((each) => !each.startsWith(path)).join()""", path);
    assertThat(elsewhere).isEqualTo("");
  }
}
