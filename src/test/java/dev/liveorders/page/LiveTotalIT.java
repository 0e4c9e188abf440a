package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import dev.liveorders.kit.Leeway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code <live-total>} on a page of another origin, in real Chromium. */
class LiveTotalIT {
  private static final int CLIENT_BYTES = 6_000;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  private static ShopPage open(String markup) throws Exception {
    return ShopPage.open(site, markup);
  }

  @Test
  void aPageOfAnotherOriginShowsATotalWithOneScriptTag() throws Exception {
    try (ShopPage page = open("<live-total category=electronics product=A2></live-total>")) {
      long before = site.total("electronics", "A2");
      page.expectTotal("", before);

      site.order("A2", 6);

      page.expectTotal("", before + 6);
      page.expectState("", "live");
      assertThat(page.sockets()).hasSize(1);
    }
  }

  @Test
  void aTotalOnAForeignPageIsStyledByItAndKeepsItsText() throws Exception {
    try (ShopPage page = open(
        "<style>live-total { --live-total-color: rgb(1, 2, 3) }"
            + " live-total[state=live]::part(number) { font-weight: 800 }</style>"
            + "<live-total id=live src='" + site.url()
            + "' category=electronics product=A2></live-total>"
            + "<live-total id=written src='http://localhost:1' category=electronics product=A2>17</live-total>")) {
      page.expectState("#live", "live");
      assertThat(page.total("#live")).hasCSS("color", "rgb(1, 2, 3)");
      assertThat(page.total("#live").locator("span")).hasCSS("font-weight", "800");
      assertThat(page.total("#written"))
          .hasAttribute("state", Pattern.compile("connecting|failed"));
      assertThat(page.total("#written")).hasText("17");
    }
  }

  @Test
  void whatCannotBeShownSaysWhyOnceAndDarkensNothingElse() throws Exception {
    try (ShopPage page = open(
        "<live-total id=good category=electronics product=A1></live-total>"
            + "<live-total id=unknown category=electronics product=ZZ9></live-total>"
            + "<live-total id=again category=electronics product=ZZ9></live-total>"
            + "<live-total id=impossible category=electronics product='A&#x202e;1'></live-total>"
            + "<live-total id=capitals category=Electronics product=A1></live-total>"
            + "<live-total id=lacking category=electronics></live-total>"
            + "<live-total id=address src='http://[' category=electronics product=A1></live-total>"
            + "<live-total id=scheme src='ftp://shop.example' category=electronics product=A1></live-total>")) {
      page.expectTotal("#good", site.total("electronics", "A1"));
      page.expectState("#good", "live");
      page.expectTotal("#capitals", site.total("electronics", "A1"));
      for (String unknown : List.of("#unknown", "#again", "#impossible")) {
        page.expectState(unknown, "unknown");
      }
      for (String failed : List.of("#lacking", "#address", "#scheme")) {
        page.expectState(failed, "failed");
      }
      assertThat(page.warnings())
          .hasSize(5)
          .anyMatch(warning -> warning.contains("no product \"ZZ9\""))
          .anyMatch(warning -> warning.contains("\"A\u202e1\""))
          .anyMatch(warning -> warning.contains("lacks the attribute \"product\""))
          .anyMatch(warning -> warning.contains("src=\"http://[\""))
          .anyMatch(warning -> warning.contains("src=\"ftp://shop.example\""));
      assertThat(page.errors()).isEmpty();
      assertThat(page.sockets()).hasSize(1);
    }
  }

  @Test
  void aCategoryThatDoesNotExistIsUnknown() throws Exception {
    try (ShopPage page = open("<live-total category=electronix product=A1></live-total>")) {
      page.expectState("", "unknown");
      assertThat(page.warnings()).singleElement().asString().contains("electronix");
    }
  }

  @Test
  void oneThatTurnsToAnotherProductAndBackOrComesBackIsNeverBlank() throws Exception {
    try (ShopPage page = open("<live-total category=electronics product=A1></live-total>")) {
      long total = site.total("electronics", "A1");
      page.expectTotal("", total);
      page.total("").evaluate("(element) => { element.product = 'A2'; }");
      page.expectTotal("", site.total("electronics", "A2"));
      page.expectState("", "live");

      Object first = page.total("").evaluate("""
          async (element) => {
            element.product = 'A1';
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            return element.value;
          }""");
      assertThat(((Number) first).longValue()).isEqualTo(total);
      page.expectState("", "live");

      Object back = page.page().evaluate("""
          async () => {
            const [element, place] = [document.querySelector('live-total'), document.querySelector('main')];
            element.remove();
            await new Promise((done) => setTimeout(done, 100));
            const another = document.createElement('live-total');
            Object.assign(another, { category: 'electronics', product: 'A1' });
            place.append(element, another);
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            return [element.value, another.value].join();
          }""");
      assertThat(back).isEqualTo(total + "," + total);
      assertThat(page.total("[state=live]")).hasCount(2);
      assertThat(page.sockets()).hasSize(1);
    }
  }

  @Test
  void propertiesAreAttributesAlsoThoseThatWereSetBeforeTheModuleCame() throws Exception {
    String early =
        "addEventListener('DOMContentLoaded', () => Object.assign(document.querySelector('#early'),"
            + " { category: 'electronics', product: 'A2' }), { once: true });"
            + "document.addEventListener('readystatechange', () => { if (document.readyState === 'interactive')"
            + " document.querySelector('#sooner').product = 'A1'; }, { once: true });";
    String markup =
        "<live-total id=early></live-total><live-total id=sooner category=electronics></live-total>";
    try (ShopPage page = ShopPage.open(site, new NewContextOptions(), early, markup, Map.of())) {
      page.expectTotal("#early", site.total("electronics", "A2"));
      page.expectTotal("#sooner", site.total("electronics", "A1"));
      assertThat(page.total("#sooner")).hasAttribute("product", "A1");
      page.total("#early").evaluate("(element) => { element.product = undefined; }");
      page.expectState("#early", "failed");
    }
  }

  @Test
  void aPolicyThatForbidsSocketsCostsLessThanASecond() throws Exception {
    String policy = "connect-src " + site.url() + "; script-src 'unsafe-inline' " + site.url();
    try (ShopPage page = ShopPage.open(
        site, new NewContextOptions(), "", "", Map.of("Content-Security-Policy", policy))) {
      Object taken = page.page().evaluate("""
          async ([server, longest]) => {
            const { LiveOrders } = await import(`${server}/live-orders.js`);
            const began = performance.now();
            const orders = new LiveOrders(server, { category: 'electronics' });
            while (orders.status.state !== 'live') {
              await new Promise((done) => orders.addEventListener('status', done, { once: true }));
            }
            return [orders.status.transport, performance.now() - began < longest].join();
          }""", List.of(site.url(), Leeway.over(1_000)));
      assertThat(taken).isEqualTo("event-stream,true");
    }
  }

  @Test
  void aBrowserWithoutSheetsOfItsOwnMakingGetsAStyleElement() throws Exception {
    String script =
        "window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor'); } };";
    String markup = "<live-total category=electronics product=A1></live-total>";
    try (ShopPage page = ShopPage.open(site, new NewContextOptions(), script, markup, Map.of())) {
      page.expectState("", "live");
      assertThat(page.total("")).hasCSS("font-variant-numeric", "tabular-nums");
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void everybodyCanReadEveryState() throws Exception {
    String markup = "<meta name=color-scheme content='light dark'>"
        + "<style>body { background: Canvas }</style><h1>Shop</h1>" // axe knows no other way what
        // is behind
        + "<p>Live <live-total id=live category=electronics product=A1></live-total></p>"
        + "<p>Unknown <live-total id=unknown category=electronics product=ZZ9></live-total></p>"
        + "<p>Failed <live-total id=failed category=electronics></live-total></p>"
        + "<p>Connecting <live-total id=connecting src='http://localhost:1' category=electronics product=A1></live-total></p>"
        + "<p>Stale <live-total id=stale>5</live-total></p>";
    try (ShopPage page = open(markup)) {
      page.expectState("#live", "live");
      page.expectState("#unknown", "unknown");
      page.expectState("#failed", "failed");
      page.total("#stale").evaluate("(element) => element.setAttribute('state', 'stale')");
      Accessibility.assertUsable(page.page());
    }
  }

  @Test
  void theClientIsSmallAsItIsServed() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(site.url() + "/live-orders.js"))
        .header("Accept-Encoding", "gzip")
        .build();
    byte[] body =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
    assertThat(body[0]).as("gzip").isEqualTo((byte) 0x1f);
    assertThat(body).hasSizeLessThan(CLIENT_BYTES);
  }
}
