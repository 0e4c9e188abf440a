package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.liveorders.kit.NodeJs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Shops that install the package that npm packs: built by Vite, without a framework, in React and in Vue, and their
 * types checked as strictly as TypeScript can. The shops are in {@code src/test/npm}.
 */
class NpmPackageIT {
  private static final Path SHOPS = Path.of("target/npm");
  private static final String VUE_TSC =
      "node_modules/vue-tsc/bin/vue-tsc.js"; // tsc that reads Vue's files, too

  private static Site site;
  private static CompletableFuture<String> types;

  @BeforeAll
  static void build() throws Exception {
    NodeJs.install(Path.of("src/test/npm"), SHOPS);
    String webroot = Path.of("webroot").toAbsolutePath().toString();
    String tarball = NodeJs.npm(SHOPS, "pack", "--silent", webroot).strip();
    NodeJs.npm(
        SHOPS, "install", "--no-save", "--offline", "--no-audit", "--no-fund", "./" + tarball);
    types = CompletableFuture.supplyAsync(() -> NodeJs.run(SHOPS, VUE_TSC));
    NodeJs.run(SHOPS, "build.mjs", "plain", "react", "vue");
    site = Site.shared();
  }

  @Test
  void theTypesHoldInEveryShop() {
    assertThat(types.join()).isEmpty();
  }

  @Test
  void aBundleAsksTheServerItWasToldOfAndOtherwiseDemandsOne() throws Exception {
    try (ShopPage page = open("plain", "")) {
      page.expectState("#Demanding", "failed");
      page.expectState("#Served", "live");
      page.expectTotal("#Served", site.total("electronics", "A1"));
      long before = site.total("electronics", "A2");
      site.order("A2", 2);
      assertThat(page.page().locator("output")).hasText("A2 " + (before + 2));
      assertThat(page.warnings()).singleElement().asString().contains("\"src\" is missing");
      assertThat(page.errors()).isEmpty();
      assertThat(page.sockets())
          .isNotEmpty()
          .allMatch(socket -> socket.startsWith(site.url().replace("http", "ws")));
    }
  }

  @Test
  void reactRendersItOnTheServerTakesItOverAndHearsItsEvents() throws Exception {
    String rendered = NodeJs.run(SHOPS, "react/render.mjs", site.url());
    assertThat(rendered).contains("<live-total src=\"" + site.url() + "\"");
    try (ShopPage page = open("react", rendered.strip())) {
      assertThat(page.page().locator("p")).hasText(Long.toString(site.total("electronics", "A2")));
      assertFollows(page);
      assertThat(page.errors()).isEmpty();
    }
  }

  @Test
  void vueBindsItAndHearsItsEvents() throws Exception {
    try (ShopPage page = open("vue", "")) {
      assertFollows(page);
      assertThat(page.errors()).isEmpty();
    }
  }

  /** Shows A1, tells the shop of its orders, and turns to A2 when the shop does. */
  private static void assertFollows(ShopPage shop) throws Exception {
    Page page = shop.page();
    long before = site.total("electronics", "A1");
    shop.expectTotal("", before);
    assertThat(page.locator("live-total")).hasClass("price");
    site.order("A1", 3);
    shop.expectTotal("", before + 3);
    assertThat(page.locator("output")).hasText(Long.toString(before + 3));

    page.locator("button").click();

    assertThat(page.locator("live-total")).hasAttribute("product", "A2");
    shop.expectTotal("", site.total("electronics", "A2"));
    shop.expectState("", "live");
  }

  /**
   * Opens a shop as it was built.
   *
   * @param rendered what its server rendered
   */
  private static ShopPage open(String shop, String rendered) throws IOException {
    Path dist = SHOPS.resolve(shop).resolve("dist");
    Path index = dist.resolve("index.html");
    List<String> lines = Files.readAllLines(index).stream()
        .map(line -> line.replace("SERVER", site.url()).replace("<!--app-->", rendered))
        .toList();
    Files.write(index, lines);
    return ShopPage.open(site, ShopServer.folder(dist));
  }
}
