package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which category is shown, what the hash of the URL says, and how a visitor gets to one of forty. */
class PageAddressIT {
  private static final int CATEGORIES = 40;

  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    ShopCatalogue catalogue =
        new ShopCatalogue().category("yet-empty", "Yet empty", "Y").category("zebra", "Zebra", "Z");
    catalogue.products("Z", 40);
    for (int i = 3; i <= CATEGORIES; i++) {
      String prefix = "C" + (char) ('A' + i / 10) + (char) ('A' + i % 10);
      catalogue.category("c" + i, "Category " + i, prefix).product(prefix + 1, "Thing", i);
    }
    site = Site.start(folder, catalogue);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.stop();
    }
  }

  @Test
  void aVisitBeginsWithTheCataloguesFirstCategoryThatHasProducts() {
    try (OpenPage page = site.open("")) {
      page.expectCategory("zebra", "Zebra");
      assertThat(page.page().locator("category-tabs a").nth(0)).containsText("All");
      assertThat(page.page().locator("category-tabs a").nth(1)).containsText("Yet empty");
      assertThat(page.page().locator("category-tabs a").nth(3)).containsText("Category 3");
    }
  }

  @Test
  void theHashNamesACategoryInAnyCaseAndAProduct() {
    try (OpenPage page = site.open("#C7/CAH1")) {
      expectSeventh(page, "Thing");
      assertThat(page.card("CAH1")).hasCount(0);
      for (String category : List.of("#c7", "#C7")) {
        page.page().evaluate("(hash) => { location.hash = hash; }", category);
        expectSeventh(page, "Category 7");
        page.page().evaluate("(hash) => { location.hash = hash; }", category + "/CAH1");
        expectSeventh(page, "Thing");
      }
    }
  }

  private static void expectSeventh(OpenPage page, String title) {
    boolean isOne = title.equals("Thing");
    page.expectCategory("c7", title);
    assertThat(page.tab("c7")).isInViewport();
    assertThat(page.page().locator("product-view")).isVisible(visible(isOne));
    assertThat(page.card("CAH1")).isVisible(visible(!isOne));
  }

  private static IsVisibleOptions visible(boolean visible) {
    return new IsVisibleOptions().setVisible(visible);
  }

  @Test
  void theProductThatTheHashNamesIsShownAloneUntilItsCategoryIs() {
    try (OpenPage page = site.open("#zebra/Z40")) {
      Locator one = page.page().locator("product-view");
      assertThat(one).hasAttribute("product-id", "Z40");
      assertThat(one.locator("live-total")).hasAttribute("value", "40");
      page.page().evaluate("location.hash = '#zebra/Z1'");
      assertThat(one).hasAttribute("product-id", "Z1");
      assertThat(one.locator("live-total")).hasAttribute("value", "1");
      one.locator(".back").click();
      assertThat(one).isHidden();
      page.card("Z3").locator("h2 a").click();
      assertThat(page.page().locator("h1")).hasText("Product number 3");
      assertThat(page.page()).hasURL(Pattern.compile(".*/#zebra/Z3"));
    }
  }

  @Test
  void aHashWithoutSuchAProductNamesItsCategoryAndTheSkipLinkKeepsIt() {
    try (OpenPage page = site.open("#c7/none")) {
      expectSeventh(page, "Category 7");
      page.page().keyboard().press("Tab");
      assertThat(page.page().locator(".skip")).isFocused();
      page.page().keyboard().press("Enter");
      assertThat(page.page().locator("main")).isFocused();
      assertThat(page.page().url()).endsWith("#c7/none");
      expectSeventh(page, "Category 7");
    }
  }

  @Test
  void fortyCategoriesAreReachedByWheelAndByKeys() {
    NewContextOptions small = new NewContextOptions().setViewportSize(400, 700);
    try (OpenPage page = site.open(small, "#zebra")) {
      Locator menu = page.page().locator("category-menu button");
      assertThat(menu).hasText(CATEGORIES + " categories");
      menu.click();
      Locator last = page.page().locator("category-menu a").last();
      page.page().mouse().move(250, 300);
      page.page().mouse().wheel(0, 5_000);
      assertThat(last).isInViewport();
      page.page().keyboard().press("End");
      page.page().keyboard().press("ArrowUp");
      page.page().keyboard().press("Enter");
      page.expectCategory("c39", "Category 39");
      assertThat(last).isHidden();
    }
  }

  @Test
  void anUnknownCategoryIsSaidToBeNone() {
    try (OpenPage page = site.open("#nothing")) {
      assertThat(page.page().locator(".notice").first()).hasText("There is no category “nothing”.");
      assertThat(page.page().locator("product-item")).hasCount(0);
      page.allowNetworkErrors();
    }
  }
}
