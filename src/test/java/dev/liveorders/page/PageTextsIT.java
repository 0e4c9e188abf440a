package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside and in place of the numbers, whatever a shop writes into its catalogue. */
class PageTextsIT {
  private static final long MAX_TOTAL = 9_007_199_254_740_000L;

  @TempDir
  static Path folder;

  private static Site site;

  /** The page at the category of texts, for all who only look. */
  private static OpenPage texts;

  @BeforeAll
  static void start() throws Exception {
    JsonObject shoe = new JsonObject()
        .put("name", "Runner")
        .put("rrp", "1234.5")
        .put("currency", "EUR")
        .put("unit", "pairs");
    JsonObject points =
        new JsonObject().put("name", "Mug").put("rrp", "40").put("currency", "points");
    JsonObject endless = new JsonObject()
        .put("name", "A name without end ".repeat(10).strip())
        .put("info", "and words ".repeat(80).strip());
    JsonObject arabic = new JsonObject().put("name", "مكنسة كهربائية").put("rrp", "0");
    site = Site.start(
        folder,
        new ShopCatalogue()
            .category("texts", "Texts", "T")
            .product("T1", 7, shoe)
            .product("T2", 123_456, points)
            .product("T3", 12, endless)
            .product("T4", 1_000, arabic)
            .category("large", "Large", "L")
            .product("L1", "Beads", MAX_TOTAL)
            .product("L2", "Rings", 8));
    texts = site.open("#texts");
  }

  @AfterAll
  static void stop() throws Exception {
    try {
      if (texts != null) {
        texts.close();
      }
    } finally {
      if (site != null) {
        site.stop();
      }
    }
  }

  @Test
  void unitsAndCurrenciesAreTheProducts() {
    assertThat(texts.card("T1").locator(".rrp")).hasText("RRP €1,234.50");
    assertThat(texts.card("T1").locator(".unit")).hasText("pairs ordered");
    assertThat(texts.card("T2").locator(".rrp")).hasText("RRP 40.00 points");
    assertThat(texts.card("T2").locator(".unit")).hasText("ordered");
    assertThat(texts.card("T4").locator(".rrp")).hasText("RRP 0.00");
  }

  @Test
  void textsRunInTheirOwnDirectionAndLongOnesAreCutShort() {
    assertThat(texts.card("T4").locator("h2")).hasCSS("direction", "rtl");
    assertThat(texts.card("T3").locator("h2")).hasCSS("direction", "ltr");
    Locator name = texts.card("T3").locator("h2");
    double lines = ((Number) name.evaluate(
            "(name) => name.clientHeight / parseFloat(getComputedStyle(name).lineHeight)"))
        .doubleValue();
    assertThat(lines).isBetween(1.9, 2.1);
    assertThat(name).hasAttribute("title", "A name without end ".repeat(10).strip());
  }

  @Test
  void allNumbersOfABoardHaveOneSize() {
    texts.expectTotal("T2", 123_456);
    Object sizes = texts.page().evaluate("""
            [...new Set([...document.querySelectorAll('product-item live-total')]
              .map((total) => getComputedStyle(total).fontSize))].length""");
    assertThat(sizes).isEqualTo(1);
    assertFits(texts.page());
  }

  @Test
  void aNumberThatDoesNotFitIsShortWithTheExactOneBeneath() throws Exception {
    NewContextOptions phone = new NewContextOptions().setViewportSize(320, 640);
    try (OpenPage page = site.open(phone, "#large")) {
      assertThat(page.card("L1").locator(".short")).hasText("9007T");
      assertThat(page.card("L1").locator("live-total")).hasText("9,007,199,254,740,000");
      assertThat(page.card("L2").locator(".short")).isHidden();
      assertFits(page.page());
      site.order("L1", 5);
      assertThat(page.card("L1").locator("live-total")).hasText("9,007,199,254,740,005");
      site.order("L1", -5);

      page.page().setViewportSize(1_600, 900);
      assertThat(page.card("L1").locator(".short")).isHidden();
      assertFits(page.page());
    }
  }

  private static void assertFits(Page page) {
    Object wide = page.evaluate("""
            [...document.querySelectorAll('product-item')].filter((card) =>
              [...card.querySelectorAll('live-total, .short')].some((number) =>
                number.getBoundingClientRect().right > card.getBoundingClientRect().right)).length""");
    assertThat(wide).isEqualTo(0);
  }

  @Test
  void whatIsPrintedIsOneTableWithItsTime() {
    try (OpenPage page = site.open("#texts")) {
      page.expectTotal("T2", 123_456);
      page.page().evaluate("dispatchEvent(new Event('beforeprint'))");
      page.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      Locator table = page.page().locator("print-table table");
      String zone = (String) page.page().evaluate("""
              new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts()
                .find(({ type }) => type === 'timeZoneName').value""");
      assertThat(table).isVisible();
      assertThat(page.page().locator("product-board")).isHidden();
      assertThat(table.locator("caption")).containsText("Texts");
      assertThat(table.locator("caption small"))
          .hasText(Pattern.compile(".+ \\d+:\\d\\d:\\d\\d [AP]M .+"));
      assertThat(table.locator("caption small")).containsText(zone);
      assertThat(table.locator("tbody tr")).hasCount(4);
      assertThat(table.locator("tbody tr").nth(1)).containsText("T2Mug40.00 points123,456");
      assertThat(table.locator("th").last()).hasText("Unit");
      assertThat(table.locator("tbody tr").first()).hasText("T1Runner€1,234.507pairs");
      page.page().evaluate("dispatchEvent(new Event('afterprint'))");
      assertThat(table).hasCount(0);
      page.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      page.tab("large").click();
      page.expectTotal("L2", 8);
      page.page().evaluate("dispatchEvent(new Event('beforeprint'))");
      assertThat(table.locator("th")).hasText(new String[] {"Id", "Product", "RRP", "Ordered"});
      assertThat(table.locator("tbody tr").last()).hasText("L2Rings9.998");
    }
  }
}
