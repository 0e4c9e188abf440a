package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.liveorders.kit.TokenIssuer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elements that show a token, on a page of another origin, in real Chromium. */
class TokenIT {
  private static final TokenIssuer ISSUER = TokenIssuer.of("HS256");
  private static final String ELEMENT = "<live-total category=electronics product=A1></live-total>";

  private static final int FIRST_SECONDS = 6;

  /** Adds an element that asks the test for its tokens. */
  private static final String ADD = """
      () => {
        const element = document.createElement('live-total');
        Object.assign(element, { category: 'electronics', product: 'A1', token: () => bring() });
        document.querySelector('main').append(element);
      }""";

  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    Path secret = TokenIssuer.write(folder.resolve("secret"), TokenIssuer.SECRET);
    site = Site.start(
        folder,
        Map.of(
            "LIVE_ORDERS_ACCESS_READ",
            "token",
            "LIVE_ORDERS_ACCESS_TOKEN_SECRET_FILE",
            secret.toString()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.stop();
    }
  }

  /** The socket outlives its first token: the page's clock is ahead, so it renews at once, however slow the machine. */
  @Test
  void aSocketGoesOnWithOneTokenAfterTheOther() throws Exception {
    List<String> brought = new CopyOnWriteArrayList<>();
    try (ShopPage page = ShopPage.open(site, "")) {
      page.page().clock().install();
      page.page().exposeFunction("bring", none -> {
        brought.add(ISSUER.expiringToken(brought.isEmpty() ? FIRST_SECONDS : 60, "electronics"));
        return brought.get(brought.size() - 1);
      });
      long begun = System.nanoTime();
      page.page().evaluate(ADD);
      page.expectState("", "live");
      page.page().clock().fastForward(1_000 * FIRST_SECONDS);
      page.page()
          .waitForCondition(() -> brought.size() == 2
              && System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(FIRST_SECONDS + 1));
      long before = Long.parseLong(page.total("").getAttribute("value"));
      site.order("A1", 5);
      page.expectTotal("", before + 5);
      page.expectState("", "live");
      assertThat(page.sockets()).hasSize(1).noneMatch(url -> url.contains("eyJ"));
      assertThat(page.errors()).isEmpty();
    }
  }

  /** The server's own pages, each in a tab of its own, which knows nothing of the other's token. */
  @ParameterizedTest
  @CsvSource({"/, connection-state[state=live]", "/wall.html, 'bestseller-bars [role=listitem]'"})
  void thePageAndTheWallAskForATokenOnceAndKeepItInTheTab(String path, String shown)
      throws Exception {
    site.order("B1", 2);
    try (WallPage tab = new WallPage(site.browser().newContext(), site.url() + path)) {
      PlaywrightAssertions.assertThat(tab.find("key-field > p").first()).containsText("or a token");
      tab.find("#Key").fill(ISSUER.expiringToken(-1, "*"));
      tab.find("key-field [type=submit]").click();
      PlaywrightAssertions.assertThat(tab.find("key-field [role=alert]")).containsText("expired");
      tab.find("#Key").fill(ISSUER.token("*"));
      tab.find("key-field [type=submit]").click();
      PlaywrightAssertions.assertThat(tab.find(shown).first()).isVisible();
      tab.page().reload();
      PlaywrightAssertions.assertThat(tab.find(shown).first()).isVisible();
      assertThat(tab.page().url()).isEqualTo(site.url() + path);
      assertThat(tab.page().evaluate("localStorage.length + document.cookie.length"))
          .isEqualTo(0);
      tab.allowErrors();
    }
  }

  @Test
  void aProductOfAnotherCategoryIsUnknownAndNoTokenIsAFailure() throws Exception {
    try (ShopPage page = ShopPage.open(
        site,
        "<live-total class=own category=electronics product=A1></live-total>"
            + "<live-total class=foreign category=confectionery product=B1></live-total>")) {
      page.page()
          .evaluate(
              "(token) => document.querySelectorAll('live-total').forEach((each) => (each.token = token))",
              ISSUER.token("electronics"));
      page.expectState(".own", "live");
      page.expectState(".foreign", "unknown");
    }
    try (ShopPage page = ShopPage.open(site, ELEMENT)) {
      page.expectState("", "failed");
    }
  }
}
