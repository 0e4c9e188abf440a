package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.liveorders.app.StoreCommands;
import dev.liveorders.kit.Api;
import dev.liveorders.kit.Chromium;
import dev.liveorders.kit.JarProcess;
import dev.liveorders.model.KeyText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page where there are keys: everybody looks, and who has one is offered what it allows. */
class PageAccessIT {
  @TempDir
  static Path folder;

  private static JarProcess server;
  private static StoreCommands commands;
  private static String ordersKey;
  private static String bothKey;

  @BeforeAll
  static void start() throws Exception {
    commands = StoreCommands.in(folder);
    ordersKey = commands.addKey("only-orders", "orders");
    bothKey = commands.addKey("both", "orders,catalogue");
    server = JarProcess.builder()
        .folder(folder)
        .env("LIVE_ORDERS_SIMULATION_ENABLED", "false")
        .start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.terminate();
    }
  }

  private static OpenPage open(BrowserContext profile) {
    return new OpenPage(profile, "http://localhost:" + server.port() + "/#electronics");
  }

  private static Locator orderOne(OpenPage page) {
    return page.card("A1").locator("order-button button");
  }

  private static Locator field(OpenPage page) {
    return page.page().getByLabel("Key", new Page.GetByLabelOptions().setExact(true));
  }

  private static Locator button(OpenPage page, String name) {
    return page.page().locator("key-field button", new Page.LocatorOptions().setHasText(name));
  }

  private static void use(OpenPage page, String key) {
    field(page).fill(key);
    button(page, "Use it").click();
  }

  @Test
  void aKeyOffersWhatItAllowsUntilTheTabIsClosed() throws Exception {
    BrowserContext profile = Chromium.browser().newContext();
    List<String> addresses = new ArrayList<>();
    profile.onRequest(request -> addresses.add(request.url()));
    try (OpenPage page = open(profile)) {
      long before = new Api(server.port()).total("electronics", "A1");
      use(page, "  " + ordersKey + "\n");
      assertThat(orderOne(page)).isVisible();
      assertThat(page.page().locator("add-product")).isHidden();
      assertThat(page.page().locator("try-it")).containsText("Authorization: Bearer KEY");
      orderOne(page).click();
      page.expectTotal("A1", before + 1);
      page.page().reload();
      page.expectState("live");
      assertThat(orderOne(page)).isVisible();
      assertThat(field(page)).isHidden();
      assertThat(page.page().evaluate("localStorage.length + document.cookie.length"))
          .isEqualTo(0);
      assertThat(page.page().content()).doesNotContain(ordersKey.substring(14));
      assertThat(page.page().locator("#Key").inputValue()).isEmpty();
      assertThat(addresses).noneMatch(address -> address.contains("lo_"));
      try (OpenPage other = new OpenPage(profile, page.page().url())) {
        assertThat(field(other)).isVisible();
        assertThat(orderOne(other)).isHidden();
        button(page, "Forget it").click();
        assertThat(orderOne(page)).isHidden();
        assertThat(field(page)).isFocused();
      }
    }
  }

  @Test
  void whoMayChangeTheCatalogueIsOfferedThatAsWell() throws Exception {
    try (OpenPage page = open(Chromium.browser().newContext())) {
      use(page, bothKey);
      page.page().locator("add-product > button").click();
      page.page().getByLabel("Name").fill("Toaster");
      page.page().getByLabel("RRP").fill("24.99");
      page.page().locator("add-product button[type=submit]").click();
      assertThat(
              page.page().locator("product-item", new Page.LocatorOptions().setHasText("Toaster")))
          .isVisible();
    }
  }

  @Test
  void aVisitorLooksAndIsOfferedNothingThatWouldBeRejectedAndAWrongKeyIsExplainedAndNotKept()
      throws Exception {
    try (OpenPage page = open(Chromium.browser().newContext())) {
      long total = new Api(server.port()).total("electronics", "A1");
      page.expectTotal("A1", total);
      assertThat(field(page)).isVisible();
      assertThat(field(page)).hasAttribute("type", "password");
      assertThat(orderOne(page)).isHidden();
      assertThat(page.page().locator("add-product")).isHidden();
      assertThat(page.page().locator("try-it")).isHidden();

      use(page, KeyText.random().reveal());
      assertThat(page.page().locator("key-field [role=alert]")).containsText("is not valid");
      assertThat(field(page)).isFocused();
      assertThat(field(page)).hasAttribute("aria-invalid", "true");
      assertThat(page.page().evaluate("sessionStorage.length")).isEqualTo(0);
      assertThat(orderOne(page)).isHidden();
      use(page, ordersKey);
      assertThat(orderOne(page)).isVisible();
      assertThat(page.page().locator("key-field [role=alert]")).isHidden();
      page.allowNetworkErrors();
    }
  }

  @Test
  void aKeyThatIsRemovedMeanwhileIsForgottenAndSaidSo() throws Exception {
    String brief = commands.addKey("brief", "orders");
    try (OpenPage page = open(Chromium.browser().newContext())) {
      use(page, brief);
      assertThat(orderOne(page)).isVisible();
      assertThat(commands.run("key", "remove", "brief").code()).isZero();
      orderOne(page).click();
      assertThat(field(page)).isVisible();
      assertThat(page.page().locator("key-field [role=alert]")).containsText("is not valid");
      assertThat(orderOne(page)).isHidden();
      page.page().reload();
      page.expectState("live");
      assertThat(orderOne(page)).isHidden();
      page.allowNetworkErrors();
    }
  }
}
