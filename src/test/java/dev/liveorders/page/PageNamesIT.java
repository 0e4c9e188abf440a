package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import dev.liveorders.kit.NaughtyStrings;
import dev.liveorders.model.PathSegment;
import dev.liveorders.model.ProductId;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of any script, and strings that have broken other pages, in real Chromium. */
class PageNamesIT {
  private static final String CATEGORY = "caf\u00e9.skus";
  private static final String HASH = "#caf%C3%A9.skus";
  private static final List<String> NAMES = NaughtyStrings.names();
  private static final List<String> IDS =
      NaughtyStrings.productIds().stream().map(ProductId::value).toList();

  /** By id, the name that the card shows, and how many elements of others are in it. */
  private static final String CARDS = """
      () => Object.fromEntries(Array.from(document.querySelectorAll('product-item'), (card) =>
        [card.querySelector('bdi').textContent, card.querySelector('h2').textContent
          + card.querySelectorAll('script, img, iframe, b, marquee, style, h2 a *, .info *, .unit *').length]))""";

  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    ShopCatalogue catalogue = new ShopCatalogue().category("naughty", "<b>Naughty</b>", "N");
    for (int i = 0; i < NAMES.size(); i++) {
      JsonObject texts = new JsonObject().put("name", NAMES.get(i)).put("info", NAMES.get(i));
      catalogue.product("N" + i, i, texts.put("unit", NAMES.get(i)));
    }
    catalogue.category(CATEGORY, "SKUs", "S");
    IDS.forEach(id -> catalogue.product(id, id, 1));
    site = Site.start(folder, catalogue);
  }

  @AfterAll
  static void stop() throws Exception {
    if (site != null) {
      site.stop();
    }
  }

  @Test
  void everyNaughtyNameIsShownAsItIsAndDoesNothing() {
    List<String> dialogs = new ArrayList<>();
    try (OpenPage page = site.open("?view=cards#naughty")) {
      page.page().onDialog(dialog -> dismiss(dialog, dialogs));
      assertThat(page.page().locator("product-item")).hasCount(NAMES.size());
      Map<String, Object> right = new TreeMap<>();
      for (int i = 0; i < NAMES.size(); i++) {
        right.put("N" + i, NAMES.get(i) + "0");
      }
      assertThat(cards(page.page())).isEqualTo(right);
      assertThat(page.page().locator("h1")).hasText("<b>Naughty</b>");
      assertThat(dialogs).isEmpty();
    }
  }

  private static void dismiss(Dialog dialog, List<String> dialogs) {
    dialogs.add(dialog.message());
    dialog.dismiss();
  }

  @SuppressWarnings("unchecked") // what the script makes
  private static Map<String, Object> cards(Page page) {
    return new TreeMap<>((Map<String, Object>) page.evaluate(CARDS));
  }

  @Test
  void everyNaughtyIdIsShownFoundByAHashAndOrdered() {
    try (OpenPage page = site.open("?view=cards" + HASH)) {
      assertThat(page.page().locator("category-tabs a[href='" + HASH + "']"))
          .hasAttribute("aria-current", "page");
      assertThat(page.page().locator("product-item")).hasCount(IDS.size());
      Map<String, Object> right = new TreeMap<>();
      IDS.forEach(id -> right.put(id, id + "0"));
      assertThat(cards(page.page())).isEqualTo(right);
      Object found = page.page().evaluate("""
          (ids) => ids.filter((id) =>
            document.querySelector(`product-item[product-id="${CSS.escape(id)}"]`)?.querySelector('bdi').textContent === id).length""", IDS);
      assertThat(found).isEqualTo(IDS.size());

      page.page().locator("product-finder .views button").last().click(); // of which few are made
      assertThat(page.page().locator("product-item")).hasCount(0);
      for (int i = 0; i < IDS.size(); i += 20) {
        String id = IDS.get(i);
        page.page()
            .evaluate("(hash) => { location.hash = hash; }", HASH + "/" + PathSegment.of(id));
        assertThat(page.page().locator("product-view")).hasAttribute("product-id", id);
        page.page().locator("product-view order-button button").click();
        assertThat(page.page().locator("product-view live-total")).hasAttribute("value", "2");
      }
    }
  }

  @Test
  void anElementOfAnyIdIsLive() {
    List<String> some = new ArrayList<>(IDS.subList(0, 30));
    IDS.stream().filter(id -> id.contains(",")).limit(10).forEach(some::add);
    assertThat(some).hasSizeGreaterThan(32);
    try (OpenPage page = site.open("?view=list#naughty")) {
      page.page().evaluate("""
          ([category, products]) => document.querySelector('main').append(...products.map((product) =>
            Object.assign(document.createElement('live-total'), { className: 'own', src: location.origin, category, product })))""", List.of(CATEGORY.toUpperCase(Locale.ROOT), some));
      assertThat(page.page().locator("live-total.own[state=live]")).hasCount(some.size());
    }
  }
}
