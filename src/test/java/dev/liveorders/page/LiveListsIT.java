package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.liveorders.kit.Await;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code <live-top>}, {@code <live-trend>}, badges and sparklines on a page of another origin, in real Chromium. */
class LiveListsIT {
  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
    site.add("bakery", "Bakery", "BK", "BK1", "BK2");
  }

  private static ShopPage open(NewContextOptions options, String markup) throws Exception {
    String script = "<script type=module src='" + site.url() + "/live-lists-element.js'></script>";
    return ShopPage.open(
        site, options, "", script + "<h1>Shop</h1><div lang=de>" + markup + "</div>", Map.of());
  }

  private static ShopPage open(String markup) throws Exception {
    return open(new NewContextOptions(), markup);
  }

  @Test
  void aListAndCurvesMoveAsProductsSell() throws Exception {
    site.order("BK1", 1_200);
    try (ShopPage page = open(
        "<live-top category=bakery limit=1 href='/p/{category}/{id}'></live-top>"
            + "<live-trend product=BK1 span=1h></live-trend><live-trend product=BK2 span=1h></live-trend>")) {
      Locator top = page.page().locator("live-top");
      Locator curve = page.page().locator("live-trend").first();
      assertThat(top).hasAttribute("state", "live");
      assertThat(top.locator("[part=count]")).hasText("1.200");
      assertThat(top.locator("a")).hasAttribute("href", "/p/bakery/BK1");
      assertThat(curve).hasAttribute("state", "live");
      assertThat(curve.locator("svg")).hasAttribute("aria-label", "BK1: 1.200");

      site.order("BK1", 34);

      assertThat(top.locator("[part=count]")).hasText("1.234");
      assertThat(curve.locator("svg")).hasAttribute("aria-label", "BK1: 1.234");
      assertThat(page.page().locator("live-trend").last().locator("path[part=line]"))
          .hasAttribute("d", Pattern.compile("^M0 100L1 100.*"));
      assertThat(page.sockets()).as("curves share one, and the list has one").hasSize(2);
      assertThat(page.page().locator("[aria-live]")).hasCount(0);
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void whatCannotBeShownSaysWhy() throws Exception {
    try (ShopPage page = open("<live-top id=category category=gardening></live-top>"
        + "<live-top id=limit limit=101>kept</live-top><live-top id=window window=30d></live-top>"
        + "<live-trend id=product product=ZZ9></live-trend><live-trend id=none></live-trend>")) {
      for (Map.Entry<String, String> expected : Map.of(
              "#category", "unknown",
              "#limit", "failed",
              "#window", "failed",
              "#product", "unknown",
              "#none", "failed")
          .entrySet()) {
        assertThat(page.page().locator(expected.getKey()))
            .hasAttribute("state", expected.getValue());
      }
      assertThat(page.page().locator("#limit")).hasText("kept");
      assertThat(page.allWarnings())
          .anyMatch(warning -> warning.contains("limit=\"101\" is not 1 to 100"))
          .anyMatch(warning -> warning.contains("/top?window=30d cannot be watched"))
          .anyMatch(warning -> warning.contains("the attribute \"product\" is missing"));
    }
  }

  @Test
  void picturesShowInAForeignPageAndAllIsAccessible() throws Exception {
    site.order("BK2", 3);
    NewContextOptions dark = new NewContextOptions()
        .setColorScheme(ColorScheme.DARK)
        .setReducedMotion(ReducedMotion.REDUCE)
        .setViewportSize(320, 640);
    try (ShopPage page = open(
        dark,
        "<style>body{background:#111;color:#eee}</style>"
            + "<img alt='BK2 sold' src='" + site.url()
            + "/badge/BK2.svg?window=24h&label=verkauft'>"
            + "<img alt='BK2 curve' src='" + site.url() + "/sparkline/BK2.svg?width=64&height=20'>"
            + "<img alt='none' src='" + site.url() + "/badge/ZZ9.svg'>"
            + "<live-top></live-top><live-trend product=BK2></live-trend>")) {
      assertThat(page.page().locator("live-top")).hasAttribute("state", "live");
      List<String> widths = List.of("BK2 sold", "BK2 curve", "none").stream()
          .map(name -> Await.until(
              name,
              () -> String.valueOf(
                  page.page().getByAltText(name).evaluate("img => img.naturalWidth")),
              width -> !width.equals("0")))
          .toList();
      assertThat(widths.get(1)).isEqualTo("64");
      assertThat(page.page().evaluate("document.documentElement.scrollWidth <= 320"))
          .isEqualTo(true);
      Accessibility.assertNoViolations(page.page());
    }
  }
}
