package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that a visitor places on the page: counted once, whatever comes between, and told truly. */
class PageOrdersIT {
  private static final String ORDERS = "**/orders/A1";

  private static Site site;

  private BrowserContext context;
  private long before;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
  }

  @BeforeEach
  void look() throws Exception {
    context = site.browser().newContext();
    before = site.total("electronics", "A1");
  }

  @Test
  void ordersAreCalledSimulatedUntilTheFirstRealOne(@TempDir Path folder) throws Exception {
    Site demo = Site.start(folder, Map.of("LIVE_ORDERS_SIMULATION_ENABLED", "true"));
    try (OpenPage page = demo.open("#electronics")) {
      Locator simulated = page.page().locator(".simulated");
      assertThat(simulated).hasText("Simulated orders, until the first real one.");
      assertThat(simulated).isVisible();
      Page wall = page.page().context().newPage();
      wall.navigate(demo.url() + "/wall.html");
      assertThat(wall.locator(".simulated")).isVisible();
      button(page).click();
      assertThat(simulated).isHidden();
    } finally {
      demo.killServer();
    }
    try (OpenPage page = site.open(context, "#electronics")) {
      page.expectTotal("A1", before);
      assertThat(page.page().locator(".simulated")).isHidden();
    }
  }

  /** The first order arrives and its answer is lost; the others do not arrive at all. */
  @Test
  void anOrderWithoutAnAnswerSurvivesAnotherCategoryAndIsCountedOnce() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    context.route(ORDERS, route -> {
      if (!route.request().method().equals("POST")) {
        route.resume();
      } else {
        if (sent.incrementAndGet() == 1) {
          route.fetch();
        }
        route.abort();
      }
    });
    try (OpenPage page = site.open(context, "#electronics")) {
      PassingStates states = PassingStates.of(page, "order-button", "state");
      button(page).click();
      assertThat(state(page)).hasAttribute("state", "waiting");
      page.tab("confectionery").click();
      page.expectCategory("confectionery", "Confectionery");
      page.tab("electronics").click();
      assertThat(state(page)).hasAttribute("state", "waiting");
      assertThat(button(page)).hasAccessibleName("Waiting… Vacuum Cleaner");
      int retries = sent.get();
      button(page).click();
      page.waitFor(() -> sent.get() > retries);

      context.unroute(
          ORDERS); // it is sent again by itself; a click could come after the answer, and order
      // another

      page.waitFor(() -> states.of("A1").contains("ordered"));
      assertThat(site.total("electronics", "A1")).isEqualTo(before + 1);
      page.expectTotal("A1", before + 1);
      page.allowNetworkErrors();
    }
  }

  @Test
  void twoOrdersOfOneProductAreToldTwiceWithTheNewTotal() {
    try (OpenPage page = site.open(context, "#electronics")) {
      page.expectTotal("A1", before);
      page.page().evaluate("""
          () => {
            window.told = [];
            new MutationObserver((records) => {
              for (const { addedNodes, target } of records) if (addedNodes.length) window.told.push(target.textContent);
            }).observe(document.querySelector('page-announcer'), { childList: true, subtree: true });
          }""");
      PassingStates states = PassingStates.of(page, "order-button", "state");
      for (int order = 1; order <= 2; order++) {
        int orders = order;
        button(page).click();
        page.expectTotal("A1", before + order);
        page.waitFor(() -> Collections.frequency(states.of("A1"), "ordered") == orders);
      }
      assertThat(page.page().evaluate("window.told.join('|')"))
          .isEqualTo("Ordered one Vacuum Cleaner, A1. " + (before + 1) + " ordered in total.|"
              + "Ordered one Vacuum Cleaner, A1. " + (before + 2) + " ordered in total.");
    }
  }

  @Test
  void aRejectedOrderIsAnAlertAndADoorThatLetsNobodyOrderIsNotOfferedAgain() {
    AtomicReference<FulfillOptions> answer = new AtomicReference<>(new FulfillOptions()
        .setStatus(409)
        .setContentType("application/problem+json")
        .setBody("{\"title\":\"Conflict\",\"detail\":\"Sold out.\"}"));
    context.route(ORDERS, route -> {
      if (route.request().method().equals("POST")) {
        route.fulfill(answer.get());
      } else {
        route.resume();
      }
    });
    try (OpenPage page = site.open(context, "#electronics")) {
      button(page).click();
      assertThat(alert(page)).hasText("Vacuum Cleaner, A1 was not ordered. Sold out.");
      assertThat(button(page)).hasAccessibleName("Try again Vacuum Cleaner");
      assertThat(page.card("A1").locator(".problem")).hasText("Sold out.");

      answer.set(new FulfillOptions().setStatus(403));
      button(page).click();
      assertThat(button(page)).isHidden();
      assertThat(page.page().locator("try-it")).isHidden();
      assertThat(page.page().locator(".notice").first()).containsText("not accepted here");
      page.allowNetworkErrors();
    }
  }

  /** A key that was used is a duplicate, and the visitor would see nothing move. */
  @Test
  void theCommandLineHasAKeyThatNobodyHasUsed() {
    String key = "(?s).*'Idempotency-Key: (try-[0-9a-f]{12})'.*";
    try (OpenPage page = site.open(context, "#electronics");
        OpenPage other = site.open("#electronics")) {
      String line = page.page().locator("try-it code").textContent();
      assertThat(line).matches(key);
      assertThat(other.page().locator("try-it code").textContent()).matches(key).isNotEqualTo(line);
    }
  }

  private static Locator state(OpenPage page) {
    return page.card("A1").locator("order-button");
  }

  private static Locator button(OpenPage page) {
    return page.card("A1").locator("order-button button");
  }

  private static Locator alert(OpenPage page) {
    return page.page()
        .locator("page-announcer [role=alert]")
        .filter(new Locator.FilterOptions().setHasText("not ordered"));
  }
}
