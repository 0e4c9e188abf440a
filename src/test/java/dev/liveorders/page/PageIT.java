package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Chromium;
import dev.liveorders.kit.JarProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in real Chromium, against the packaged jar. One server and one browser serve all tests. */
class PageIT {
  private static final int NARROWEST = 320;

  @TempDir
  static Path folder;

  private static Chromium chromium;
  private static JarProcess server;
  private static Api api;
  private static int orders;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    startServer(0);
    api = new Api(server.port());
  }

  private static void startServer(int port) throws Exception {
    server = JarProcess.builder()
        .folder(folder)
        .port(port)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.terminate();
    }
  }

  @Test
  void totalsAreThereAtOnceAndEveryOrderArrives() throws Exception {
    try (OpenPage page = open("#electronics")) {
      long before = api.total("electronics", "A1");
      page.expectTotal("A1", before);
      assertThat(page.card("A1").locator("h2")).hasText("Vacuum Cleaner");
      assertThat(page.card("A1").locator(".rrp")).hasText("RRP 99.99");

      order("A1", 4);

      page.expectTotal("A1", before + 4);
      assertThat(page.card("A1").locator("change-mark")).hasText("+4");
      assertThat(page.sockets()).isOne();
    }
  }

  @Test
  void aSwitchUsesTheSameSocketByClickByBackButtonAndByKeyboard() throws Exception {
    try (OpenPage page = open("#electronics")) {
      page.tab("confectionery").click();
      page.expectCategory("confectionery", "Confectionery");
      page.expectTotal("B1", api.total("confectionery", "B1"));
      assertThat(page.card("A1")).hasCount(0);

      page.page().goBack();
      page.expectCategory("electronics", "Electronics");
      page.expectTotal("A1", api.total("electronics", "A1"));

      page.tab("confectionery").focus();
      page.page().keyboard().press("Enter");
      page.expectCategory("confectionery", "Confectionery");
      long before = api.total("confectionery", "B1");
      order("A1", 1);
      order("B1", 2);
      page.expectTotal("B1", before + 2);
      assertThat(page.sockets()).isOne();
    }
  }

  @Test
  void orderOneOrdersOneOnce() throws Exception {
    try (OpenPage page = open("#electronics")) {
      long before = api.total("electronics", "A2");
      page.expectTotal("A2", before);

      page.card("A2").locator("order-button button").click();

      assertThat(page.card("A2").locator("order-button")).hasAttribute("state", "ordered");
      page.expectTotal("A2", before + 1);
      assertThat(api.total("electronics", "A2")).isEqualTo(before + 1);
    }
  }

  @Test
  void aProductAddedOnOnePageAppearsOnEveryOther() throws Exception {
    try (OpenPage page = open("#confectionery");
        OpenPage other = open("#confectionery")) {
      page.page().locator("add-product > button").click();
      page.page().fill("#Add-name", "Liquorice <b>& more</b>");
      page.page().fill("#Add-rrp", "4.5");
      page.page().fill("#Add-info", "Salty.");
      page.page().locator("add-product button[type=submit]").click();

      Locator card = other
          .page()
          .locator("product-item")
          .filter(new Locator.FilterOptions().setHasText("Liquorice"));
      assertThat(card.locator("h2")).hasText("Liquorice <b>& more</b>");
      assertThat(card.locator("live-total")).hasAttribute("value", "0");
      String id = card.getAttribute("product-id");
      page.expectTotal(id, 0);
      order(id, 3);
      page.expectTotal(id, 3);
      other.expectTotal(id, 3);
    }
  }

  @Test
  void whatTheServerRefusesIsSaidBesideItsField() {
    try (OpenPage page = open("#electronics")) {
      page.page().locator("add-product > button").click();
      page.page().fill("#Add-name", "Again");
      page.page().fill("#Add-rrp", "-1");
      page.page().locator("add-product button[type=submit]").click();
      assertThat(page.page().locator("#Add-rrp-error")).containsText("-1");

      page.page().fill("#Add-rrp", "1");
      page.page().fill("#Add-id", "A1");
      page.page().locator("add-product button[type=submit]").click();
      assertThat(page.page().locator("#Add-id-error")).containsText("A1");
      assertThat(page.page().locator("#Add-id")).hasAttribute("aria-invalid", "true");
      page.allowNetworkErrors();
    }
  }

  @Test
  void aServerThatDiesLeavesTheTotalsInPlaceAndIsFoundAgain() throws Exception {
    try (OpenPage page = open("#electronics")) {
      long before = api.total("electronics", "A1");
      page.expectTotal("A1", before);

      server.kill();
      page.expectState("reconnecting");
      page.expectTotal("A1", before);
      assertThat(page.page().locator("product-board[stale]")).hasCount(1);
      startServer(server.port());
      order("A1", 5);

      page.expectState("live");
      page.expectTotal("A1", before + 5);
      assertThat(page.page().locator("product-board[stale]")).hasCount(0);
      page.allowNetworkErrors();
    }
  }

  @Test
  void twoPagesAgreeWithEachOtherAndWithJson() throws Exception {
    try (OpenPage one = open("#electronics");
        OpenPage two = open("#electronics")) {
      for (int i = 0; i < 200; i++) {
        order(i % 2 == 0 ? "A1" : "A2", 1 + i % 3);
      }
      for (String product : List.of("A1", "A2")) {
        long total = api.total("electronics", product);
        one.expectTotal(product, total);
        two.expectTotal(product, total);
      }
    }
  }

  @Test
  void aPageOfAnotherOriginShowsATotalWithOneScriptTag() throws Exception {
    String totals = "http://localhost:" + server.port();
    HttpServer shop =
        serveShop("<script type=module src='" + totals + "/live-total-element.js'></script>"
            + "<live-total src='" + totals + "' category=electronics product=A2></live-total>");
    try (BrowserContext context = chromium.browser().newContext()) {
      Page page = context.newPage();
      page.navigate("http://localhost:" + shop.getAddress().getPort());
      long before = api.total("electronics", "A2");
      assertThat(page.locator("live-total")).hasAttribute("value", Long.toString(before));

      order("A2", 6);

      assertThat(page.locator("live-total")).hasAttribute("value", Long.toString(before + 6));
    } finally {
      shop.stop(0);
    }
  }

  @Test
  void aTotalOnAForeignPageIsStyledByItKeepsItsTextAndTurnsToAnotherProduct() throws Exception {
    String totals = "http://localhost:" + server.port();
    HttpServer shop = serveShop(
        "<script type=module src='" + totals + "/live-total-element.js'></script>"
            + "<style>live-total { --live-total-color: rgb(1, 2, 3) }"
            + " live-total::part(number) { font-weight: 800 }</style>"
            + "<live-total src='" + totals + "' category=electronics product=A2></live-total>"
            + "<live-total id=written src='http://localhost:1' category=electronics product=A2>17</live-total>");
    try (BrowserContext context = chromium.browser().newContext()) {
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
      assertThat(total).hasAttribute("value", Long.toString(api.total("electronics", "A1")));
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

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void everybodyCanUseItAndItFitsAPhone(ColorScheme scheme) {
    NewContextOptions options =
        new NewContextOptions().setColorScheme(scheme).setViewportSize(NARROWEST, 640);
    try (OpenPage page = open(options, "#electronics")) {
      page.card("A2").waitFor();
      List<String> findings = new AxeBuilder(page.page())
          .analyze().getViolations().stream()
              .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
              .map(rule -> rule.getId() + ": " + rule.getNodes())
              .toList();
      assertThat(findings).isEmpty();
      Object width = page.page().evaluate("document.documentElement.scrollWidth");
      assertThat(((Number) width).intValue()).isLessThanOrEqualTo(NARROWEST);
    }
  }

  private static void order(String product, int amount) throws Exception {
    assertThat(api.order(product, amount, "page-" + orders++).statusCode()).isEqualTo(200);
  }

  private static OpenPage open(String hash) {
    return open(new NewContextOptions(), hash);
  }

  private static OpenPage open(NewContextOptions options, String hash) {
    String url = "http://localhost:" + server.port() + "/" + hash;
    return new OpenPage(chromium.browser(), options, url);
  }
}
