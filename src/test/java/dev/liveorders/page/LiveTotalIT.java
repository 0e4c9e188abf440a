package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code <live-total>} on a page of another origin, in real Chromium. */
class LiveTotalIT {
  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.stop();
    }
  }

  @Test
  void aPageOfAnotherOriginShowsATotalWithOneScriptTag() throws Exception {
    String totals = site.url();
    HttpServer shop =
        serveShop("<script type=module src='" + totals + "/live-total-element.js'></script>"
            + "<live-total src='" + totals + "' category=electronics product=A2></live-total>");
    try (BrowserContext context = site.browser().newContext()) {
      Page page = context.newPage();
      page.navigate("http://localhost:" + shop.getAddress().getPort());
      long before = site.total("electronics", "A2");
      assertThat(page.locator("live-total")).hasAttribute("value", Long.toString(before));

      site.order("A2", 6);

      assertThat(page.locator("live-total")).hasAttribute("value", Long.toString(before + 6));
    } finally {
      shop.stop(0);
    }
  }

  @Test
  void aTotalOnAForeignPageIsStyledByItKeepsItsTextAndTurnsToAnotherProduct() throws Exception {
    String totals = site.url();
    HttpServer shop = serveShop(
        "<script type=module src='" + totals + "/live-total-element.js'></script>"
            + "<style>live-total { --live-total-color: rgb(1, 2, 3) }"
            + " live-total::part(number) { font-weight: 800 }</style>"
            + "<live-total src='" + totals + "' category=electronics product=A2></live-total>"
            + "<live-total id=written src='http://localhost:1' category=electronics product=A2>17</live-total>");
    try (BrowserContext context = site.browser().newContext()) {
      Page page = context.newPage();
      page.navigate("http://localhost:" + shop.getAddress().getPort());
      Locator total = page.locator("live-total").first();
      assertThat(total).hasAttribute("state", "live");
      assertThat(total).hasCSS("color", "rgb(1, 2, 3)");
      assertThat(total.locator("span")).hasCSS("font-weight", "800");
      assertThat(page.locator("#written")).hasAttribute("state", "connecting");
      assertThat(page.locator("#written")).hasText("17");

      total.evaluate("(total) => total.setAttribute('product', 'none')");
      assertThat(total).hasText("–");
      total.evaluate("(total) => total.setAttribute('product', 'A1')");
      assertThat(total).hasAttribute("value", Long.toString(site.total("electronics", "A1")));
    } finally {
      shop.stop(0);
    }
  }

  /** A shop's own server, with one page. */
  private static HttpServer serveShop(String page) throws IOException {
    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext("/", exchange -> {
      byte[] body = page.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    shop.start();
    return shop;
  }
}
