package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ReducedMotion;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page makes of sales: the shop as a whole, bestsellers first, one product alone, in two languages. */
class ShopFrontIT {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    JsonObject campaign = new JsonObject()
        .put("name", "Kettle")
        .put("rrp", "24.5")
        .put("currency", "EUR")
        .put("target", 200)
        .put("endsAt", Instant.now().plus(HOUR.multipliedBy(5)).toString());
    site = Site.start(
        folder,
        new ShopCatalogue()
            .category("kitchen", "Kitchen", "K")
            .product("K1", 100, campaign)
            .product("K2", "Zester", 5_000)
            .category("garden", "Garden", "G")
            .product("G1", "Rake", 9_000)
            .product("G2", "Hoe", 1)
            .product("G3", "Édging shears", 2));
    site.send(
        "POST",
        "/orders",
        new SalesAgo()
            .order("K1", 4, HOUR.multipliedBy(2))
            .order("G3", 30, HOUR.multipliedBy(3))
            .order("G2", 8, HOUR.multipliedBy(30))
            .json());
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.stop();
    }
  }

  @Test
  void aVisitBeginsWithWhatSellsMostAndTheShopAsAWhole() throws Exception {
    BrowserContext context = site.browser().newContext();
    context.addInitScript(OpenPage.PATIENT);
    try (OpenPage page = site.open(context, "")) {
      page.expectCategory("garden", "Garden");
      assertThat(page.page().locator("product-finder select")).hasValue("hot");
      assertThat(page.page().locator("product-item .id")).hasText(new String[] {"G3", "G1", "G2"});
      assertThat(page.card("G3").locator(".labels")).hasText("ordered30 in 24 h");
      assertThat(page.card("G2").locator(".pace")).hasText("0 in 24 h");
      assertThat(page.card("G3").locator("spark-line .line"))
          .hasAttribute("d", Pattern.compile("M.+"));
      Locator today = page.page().locator("shop-figures live-total").first();
      assertThat(today).hasAttribute("value", Pattern.compile("\\d+"));
      long before = Long.parseLong(today.getAttribute("value"));

      site.order("K2", 5);

      assertThat(today).hasAttribute("value", Long.toString(before + 5));
      Locator newest = page.page().locator(".just-now [role=listitem]").first();
      assertThat(newest).containsText("5 ×");
      assertThat(newest).containsText("Zester");
      site.order("G2", 2);
      assertThat(page.card("G2").locator(".pace")).hasText("2 in 24 h");
    }
  }

  @Test
  void allCategoriesAreOneListInWhichAProductRises() throws Exception {
    try (OpenPage page = site.open("?view=list#*")) {
      assertThat(page.page().locator("h1")).hasText("All categories");
      assertThat(page.page().locator("product-finder select")).hasValue("hot");
      assertThat(page.page().locator("list-row")).hasCount(5);
      assertThat(page.page().locator("list-row").first()).hasAttribute("product-id", "G3");
      site.order("K1", 60);
      assertThat(page.page().locator("list-row").first()).hasAttribute("product-id", "K1");
      page.expectRowTotal("K1", site.total("kitchen", "K1"));
      assertThat(page.row("K1").locator(".rank")).hasText("1");
      assertThat(page.row("K1").locator(".share")).hasText(Pattern.compile("\\d\\d%"));
      assertThat(page.page().locator("product-list")).hasAttribute("aria-rowcount", "6");
      site.order("K1", -60); // what is cancelled was no sale
      assertThat(page.page().locator("list-row").first()).hasAttribute("product-id", "G3");
      page.page().locator("product-finder select").selectOption("name");
      assertThat(page.page().locator("list-row a"))
          .hasText(new String[] {"Édging shears", "Hoe", "Kettle", "Rake", "Zester"});
      Locator share = page.row("G3").locator(".share");
      String before = share.textContent();
      site.order("K2", 90);
      assertThat(share).not().hasText(before);
      site.order("K2", -90);
      assertThat(share).hasText(before);
    }
  }

  @Test
  void aProductIsFoundByTheKeyboard() {
    try (OpenPage page = site.open("#garden")) {
      assertThat(page.page().locator("product-item")).hasCount(3);
      page.page().keyboard().press("/");
      page.page().keyboard().type("edging");
      assertThat(page.page().locator("product-item h2")).hasText(new String[] {"Édging shears"});
      assertThat(page.page().locator("page-announcer")).containsText("1 product found.");
      page.page().keyboard().type("?");
      assertThat(page.page().locator(".notice").first())
          .hasText("Nothing here is called “edging?”.");
      page.page().keyboard().press("Escape");
      assertThat(page.page().locator("product-item")).hasCount(3);
      page.page().locator("product-finder .views button").last().click();
      assertThat(page.row("G1")).isVisible();
      assertThat(page.page().locator("product-item")).hasCount(0);
    }
  }

  @Test
  void oneProductHasItsCurveItsTargetAndAForecast() throws Exception {
    try (OpenPage page = site.open("#kitchen/K1")) {
      Locator one = page.page().locator("product-view");
      long total = site.total("kitchen", "K1");
      assertThat(one.locator("live-total")).hasAttribute("value", Long.toString(total));
      assertThat(one.locator(".target")).hasText(total + " of 200");
      assertThat(one.locator(".time")).hasText("5 h left");
      assertThat(one.locator("pulse-curve .line")).hasAttribute("d", Pattern.compile("M.+"));
      one.locator("order-button button").click();
      assertThat(one.locator("live-total")).hasAttribute("value", Long.toString(total + 1));
      assertThat(one.locator(".target")).hasText(total + 1 + " of 200");
      assertThat(page.page()).hasTitle("Kettle · Live Orders");
    }
  }

  @Test
  void whoReadsGermanReadsAndWritesGerman() throws Exception {
    try (OpenPage page = site.open(new NewContextOptions().setLocale("de-AT"), "#garden")) {
      page.expectTotal("G1", 9_000);
      assertThat(page.card("G1").locator("live-total")).hasText(Pattern.compile("9.000"));
      assertThat(page.card("G1").locator("order-button button"))
          .hasAccessibleName("Eins bestellen Rake");
      assertThat(page.page().locator("html")).hasAttribute("lang", "de-AT");
      assertThat(page.page().locator(".skip")).hasText("Zu den Produkten springen");
      assertThat(page.page().locator("connection-state strong")).hasText("Live");
      page.page().locator("add-product > button").click();
      assertThat(page.page().locator("#Add-rrp-hint")).hasText("Ein Preis, etwa 24,90");
      page.page().fill("#Add-name", "Spaten");
      page.page().fill("#Add-rrp", "1.024,90");
      page.page().locator("add-product button[type=submit]").click();
      Locator spade = page.page()
          .locator("product-item")
          .filter(new Locator.FilterOptions().setHasText("Spaten"));
      assertThat(spade.locator(".rrp")).hasText(Pattern.compile("UVP 1.024,90"));
      site.send("DELETE", "/products/garden/" + spade.getAttribute("product-id"), "");
      assertThat(spade).hasCount(0);
    }
    try (OpenPage page = site.open(new NewContextOptions().setLocale("de-AT"), "?lang=en#garden")) {
      assertThat(page.page().locator("pause-button")).hasText("Pause");
    }
  }

  @Test
  void nothingThatCountsIsReadOutByItself() throws Exception {
    try (OpenPage page = site.open("?view=list#*")) {
      assertThat(page.page().locator("list-row")).hasCount(5);
      site.order("K2", 1);
      assertThat(page.page().locator(".just-now [role=listitem]").first()).containsText("Zester");
      Object loud = page.page().evaluate("""
          () => [...document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log], [role=timer], output')]
            .filter((each) => each.querySelector('live-total, time') || /\\d/.test(each.textContent)).length""");
      assertThat(loud).isEqualTo(0);
    }
  }

  /** In light, dark and forced colors, from the smallest phone to the largest screen. */
  @ParameterizedTest
  @CsvSource({
    "?view=list#*, list-row, 320",
    "?lang=de#garden, product-item, 390",
    "#kitchen/K1, product-view, 1280"
  })
  void everybodyCanUseItAndItFits(String address, String part, int width) {
    NewContextOptions options = new NewContextOptions()
        .setReducedMotion(ReducedMotion.REDUCE)
        .setViewportSize(width, 1_000);
    try (OpenPage page = site.open(options, address)) {
      page.page().locator(part).first().waitFor();
      page.page().locator(".just-now [role=listitem]:not([hidden])").first().waitFor();
      Accessibility.assertUsable(page.page());
      Accessibility.assertFits(page.page(), 320, 390, 820, 1_280, 3_840);
    }
  }
}
