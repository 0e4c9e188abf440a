package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveorders.kit.Leeway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Elements of many categories on one page, in real Chromium: they share a connection. */
class OneConnectionIT {
  private static final int CATEGORIES = 39;

  /** Adds an element for each product, and answers how many milliseconds pass until all have a total. */
  private static final String FILL = """
      async (count) => {
        await customElements.whenDefined('live-total');
        const began = performance.now();
        const elements = Array.from({ length: count }, (_, i) => {
          const element = document.createElement('live-total');
          Object.assign(element, { category: `shelf-${i}`, product: `Shelf-${i}` });
          return element;
        });
        document.querySelector('main').append(...elements);
        while (!elements.every((element) => element.state === 'live')) await new Promise(requestAnimationFrame);
        return performance.now() - began;
      }""";

  @TempDir
  static Path folder;

  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    ShopCatalogue catalogue =
        new ShopCatalogue().category("electronics", "Electronics", "A").product("A1", "Kettle", 3);
    for (int i = 0; i < CATEGORIES; i++) {
      String prefix = "Q" + (char) ('A' + i / 26) + (char) ('A' + i % 26);
      catalogue.category("shelf-" + i, "Shelf", prefix).product("Shelf-" + i, "Thing", 0);
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
  void elementsOfManyCategoriesShareASocketAndAreFilledWithinASecond() throws Exception {
    try (ShopPage page = ShopPage.open(site, "")) {
      Object millis = page.page().evaluate(FILL, CATEGORIES);
      assertThat(((Number) millis).doubleValue()).isLessThan(Leeway.over(1_000));
      assertThat(page.sockets()).singleElement().asString().contains("/orders?id=");

      site.order("Shelf-17", 5);
      page.expectTotal("[product=Shelf-17]", 5);

      page.page()
          .evaluate("() => { const more = document.createElement('live-total');"
              + " more.id = 'More'; Object.assign(more, { category: 'electronics', product: 'A1' });"
              + " document.querySelector('main').append(more); }");
      page.expectTotal("#More", site.total("electronics", "A1"));
      page.expectState("#More", "live");
      assertThat(page.total("[state=live]").count()).isEqualTo(CATEGORIES + 1);
      assertThat(page.sockets()).hasSize(1);
    }
  }

  @Test
  void elementsOfDifferentWindowsShareASocketAndOneThatIsNotOfferedFailsAlone() throws Exception {
    String element = "<live-total category=shelf-3 product=Shelf-3 ";
    try (ShopPage page = ShopPage.open(
        site,
        element + "id=total></live-total>" + element + "id=day window=24h></live-total>" + element
            + "id=turning window=today></live-total>")) {
      page.expectTotal("#day", 0);
      site.order("Shelf-3", 5);
      for (String id : List.of("#total", "#day", "#turning")) {
        page.expectTotal(id, 5);
        page.expectState(id, "live");
      }
      assertThat(page.sockets()).hasSize(1);

      page.total("#turning").evaluate("element => { element.window = '1h'; }");
      site.order("Shelf-3", -2);
      page.expectTotal("#turning", 3);
      page.expectTotal("#day", 3);
      page.expectState("#turning", "live");
      assertThat(page.sockets()).hasSize(1);

      page.total("#turning").evaluate("element => { element.window = '30d'; }");
      page.expectState("#turning", "failed");
      site.order("Shelf-3", 4);
      page.expectTotal("#total", 7);
      page.expectTotal("#day", 7);
      page.expectState("#day", "live");
      assertThat(page.warnings()).singleElement().asString().contains("windows.spans");
    }
  }

  @Test
  void oneOfACategoryThatDoesNotExistAmongOthersIsUnknown() throws Exception {
    try (ShopPage page = ShopPage.open(
        site,
        "<live-total id=right category=electronics product=A1></live-total>"
            + "<live-total id=misspelt category=shelv-1 product=Shelf-1></live-total>"
            + "<live-total id=lost category=shelf-2 product=Shelf-99></live-total>")) {
      page.expectTotal("#right", site.total("electronics", "A1"));
      page.expectState("#misspelt", "unknown");
      page.expectState("#lost", "unknown");
      page.expectState("#right", "live");
      assertThat(page.warnings()).hasSize(2);
    }
  }
}
