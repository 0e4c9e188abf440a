package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall in real Chromium, against the packaged jar. */
class WallIT {
  private static final Duration DAY = Duration.ofHours(24);
  private static final List<ViewportSize> SCREENS = List.of(
      new ViewportSize(320, 640),
      new ViewportSize(390, 844),
      new ViewportSize(1_080, 1_920),
      new ViewportSize(1_920, 1_080),
      new ViewportSize(3_840, 2_160));

  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.start(
        folder,
        new ShopCatalogue()
            .category("kitchen", "Kitchen", "K")
            .product("K1", "Kettle", 0)
            .product("K2", "Zester", 0)
            .category("garden", "Garden", "G")
            .product("G1", "Rake", 0));
    SalesAgo sales = new SalesAgo()
        .order("K2", 7, Duration.ofMinutes(30))
        .order("G1", 3, Duration.ofMinutes(20));
    for (int minutes = 5; minutes < 30; minutes++) {
      sales.order("K1", 1, DAY.plusMinutes(minutes));
    }
    site.send("POST", "/orders", sales.json());
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.stop();
    }
  }

  private static WallPage open(NewContextOptions options, String query) {
    return new WallPage(site.browser().newContext(options), site.url() + "/wall.html" + query);
  }

  @Test
  void whatIsSoldIsSeenAtOnceAndBestsellersChangePlaces() throws Exception {
    try (WallPage wall = open(new NewContextOptions(), "")) {
      assertThat(wall.names()).hasText(new String[] {"Zester", "Rake"});
      assertThat(wall.find(".which")).hasText("last 24 hours");
      assertThat(wall.find("pulse-curve .behind")).hasAttribute("d", Pattern.compile("M.+"));
      Locator today = wall.find(".today live-total");
      assertThat(today).hasAttribute("value", Pattern.compile("\\d+"));
      long before = Long.parseLong(today.getAttribute("value"));

      site.order("G1", 9);

      assertThat(wall.names()).hasText(new String[] {"Rake", "Zester"});
      assertThat(today).hasAttribute("value", Long.toString(before + 9));
      Locator sales = wall.find("last-sales [role=listitem]");
      assertThat(sales.first()).containsText("9 × Rake");
      assertThat(sales.first().locator("time"))
          .hasText(Pattern.compile("\\d+:\\d\\d:\\d\\d [AP]M"));
      Locator known = sales.filter(new Locator.FilterOptions().setHasText("7 × Zester"));
      assertThat(known.locator("time")).hasText(Pattern.compile("\\d+:\\d\\d [AP]M"));
      assertThat(wall.find("html")).hasCSS("cursor", "none");
    }
  }

  @Test
  void theAddressSaysWhatItShowsAndInWhichLanguage() {
    try (WallPage wall =
        open(new NewContextOptions(), "?categories=Garden,nothing&title=Berlin&lang=de")) {
      assertThat(wall.find("h1")).hasText("Berlin");
      assertThat(wall.names()).hasText(new String[] {"Rake"});
      assertThat(wall.find(".which")).containsText("Garden");
      assertThat(wall.find(".problem").first()).hasText("Es gibt keine Kategorie „nothing“.");
      assertThat(wall.find("#Recent")).hasText("Letzte Verkäufe");
      assertThat(wall.find("last-sales")).not().containsText("Zester");
      wall.allowErrors();
    }
  }

  @Test
  void categoriesTakeTurns() {
    BrowserContext context = site.browser().newContext();
    context.clock().install();
    try (WallPage wall =
        new WallPage(context, site.url() + "/wall.html?rotate=3600&categories=kitchen,garden")) {
      assertThat(wall.find(".which")).containsText("Kitchen");
      assertThat(wall.names()).hasText(new String[] {"Zester"});
      context.clock().fastForward(3_600_000);
      assertThat(wall.find(".which")).containsText("Garden");
      assertThat(wall.names()).hasText(new String[] {"Rake"});
    }
  }

  @Test
  void aServerThatDiesIsSaidToBeNotLiveAndIsFoundAgain() throws Exception {
    try (WallPage wall = open(new NewContextOptions(), "")) {
      assertThat(wall.names().first()).isVisible();
      assertThat(wall.find(".band")).isHidden();
      site.killServer();
      assertThat(wall.find(".band")).hasText(Pattern.compile("NOT LIVE since \\d.*"));
      assertThat(wall.find("main")).hasCSS("filter", "grayscale(1)");
      assertThat(wall.names().first()).isVisible();
      site.restartServer();
      site.order("K2", 1);
      assertThat(wall.find(".band")).isHidden(wall.hiddenWithin(30_000));
      assertThat(wall.find("last-sales [role=listitem]").first()).containsText("1 × Zester");
      wall.allowErrors();
    }
  }

  @Test
  void onPaperItIsOnePageDarkOnWhiteWithItsBars() {
    try (WallPage wall = open(new NewContextOptions(), "")) {
      assertThat(wall.names().first()).isVisible();
      wall.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(wall.find("html")).hasCSS("background-color", "rgb(255, 255, 255)");
      assertThat(wall.find("html")).hasCSS("color", "rgb(0, 0, 0)");
      assertThat(wall.find("bestseller-bars .bar").first()).hasCSS("print-color-adjust", "exact");
      for (boolean own : new boolean[] {true, false}) {
        byte[] pdf = wall.page().pdf(new Page.PdfOptions().setPreferCSSPageSize(own));
        long pages = Pattern.compile("/Type\\s*/Page\\b")
            .matcher(new String(pdf, StandardCharsets.ISO_8859_1))
            .results()
            .count();
        assertThat(pages).isOne();
      }
    }
  }

  @Test
  void itFitsEveryScreenAndEverybodyCanReadIt() {
    NewContextOptions options = new NewContextOptions().setReducedMotion(ReducedMotion.REDUCE);
    try (WallPage wall = open(options, "")) {
      assertThat(wall.names().first()).isVisible();
      Accessibility.assertUsable(wall.page());
      for (ViewportSize size : SCREENS) {
        wall.page().setViewportSize(size.width, size.height);
        assertThat(wall.overflow("Width")).isLessThanOrEqualTo(0);
        for (int number : new int[] {888_888, 8_888_888, 123_456_789}) {
          assertThat(wall.overflowOfNumber(number))
              .as("%d at %d", number, size.width)
              .isNotPositive();
        }
        if (size.width > size.height) {
          assertThat(wall.overflow("Height")).isLessThanOrEqualTo(0);
        }
      }
    }
  }
}
