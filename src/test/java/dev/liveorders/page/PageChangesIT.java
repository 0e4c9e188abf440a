package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import dev.liveorders.kit.Leeway;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the page comes, and what it makes of everything that changes while it is open. */
class PageChangesIT {
  private static final int LATENCY_MILLIS = 1_500;
  private static final int SPREAD_MILLIS = 500; // within which a page reads what changed
  private static final int AHEAD_MILLIS = 5_000; // a clock cannot be stopped in its past
  private static final int BURST = 5;

  /** What waited for an answer was asked for one round later; what took no time came from the preload. */
  private static final String ROUNDS = """
      (latency) => {
        const [navigation] = performance.getEntriesByType('navigation');
        const rounds = [{ end: navigation.responseEnd, round: 1 }];
        performance.getEntriesByType('resource')
          .filter(({ duration, responseEnd }) => duration > 0.9 * latency && responseEnd <= window.firstTotal)
          .sort((one, other) => one.startTime - other.startTime)
          .forEach(({ startTime, responseEnd }) => {
            const before = rounds.filter(({ end }) => end <= startTime).map(({ round }) => round);
            rounds.push({ end: responseEnd, round: 1 + Math.max(1, ...before) });
          });
        return Math.max(...rounds.map(({ round }) => round));
      }""";

  /** Counts how often the client told the page of changes. */
  private static final String COUNT_DETAILS = """
      {
        window.details = 0;
        const { dispatchEvent } = EventTarget.prototype;
        EventTarget.prototype.dispatchEvent = function (event) {
          if (event.type === 'details') window.details++;
          return dispatchEvent.call(this, event);
        };
      }""";

  private static Site site;

  private BrowserContext context;

  @BeforeAll
  static void start() throws Exception {
    site = Site.shared();
    site.add("tools", "Tools", "T", "T1", "T2");
    site.add("snacks", "Snacks", "S", "S1");
  }

  @BeforeEach
  void look() {
    context = site.browser().newContext();
  }

  /** With a second and a half for each answer, and sockets that never open. */
  @Test
  void theFirstTotalIsThereAfterThreeRoundTripsAndNothingShifts() throws Exception {
    context.addInitScript("""
        window.shifts = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shifts += value)))
          .observe({ type: 'layout-shift', buffered: true });
        window.WebSocket = class extends EventTarget { close() {} };
        new MutationObserver(() => {
          if (document.querySelector('product-item live-total[value]')) window.firstTotal ??= performance.now();
        }).observe(document, { subtree: true, childList: true, attributes: true });""");
    var page = context.newPage();
    CDPSession session = context.newCDPSession(page);
    session.send("Network.enable");
    JsonObject slow = new JsonObject();
    slow.addProperty("offline", false);
    slow.addProperty("latency", LATENCY_MILLIS);
    slow.addProperty("downloadThroughput", -1);
    slow.addProperty("uploadThroughput", -1);
    session.send("Network.emulateNetworkConditions", slow);
    page.navigate(site.url() + "/");
    page.locator("product-item live-total[value]").first().waitFor();
    assertThat(((Number) page.evaluate(ROUNDS, LATENCY_MILLIS)).intValue()).isBetween(2, 3);
    page.locator("product-item").last().waitFor();
    assertThat(((Number) page.evaluate("window.shifts")).doubleValue()).isLessThan(0.01);
    context.close();
  }

  /** Two pages, of which one looks at another category: each hears of every change by its socket alone. */
  @Test
  void changedProductsAndNewCategoriesAreShownByPagesThatAreOpen() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (OpenPage page = site.open(context, "#tools");
        OpenPage other = site.open("#snacks")) {
      assertThat(page.card("T2").locator("h2")).hasText("T2");
      page.page().onRequest(request -> {
        if (request.url().endsWith("/products/tools")) {
          asked.incrementAndGet();
        }
      });
      assertThat(site.patch("tools", "T2", "{\"name\":\"Leaf Sucker\"}")).isEqualTo(200);
      assertThat(page.card("T2").locator("h2")).hasText("Leaf Sucker");
      assertThat(asked).hasPositiveValue();
      assertThat(site.putCategory("garden", "{\"title\":\"Garden\",\"prefix\":\"G\"}"))
          .isEqualTo(201);
      assertThat(site.putCategory("tools", "{\"title\":\"Devices\",\"prefix\":\"T\"}"))
          .isEqualTo(200);
      for (OpenPage each : List.of(page, other)) {
        assertThat(each.tab("garden")).containsText("Garden");
        assertThat(each.tab("tools")).containsText("Devices");
      }
      assertThat(page.page().locator("h1")).hasText("Devices");
      assertThat(page.sockets()).isOne();
      assertThat(site.putCategory("tools", "{\"title\":\"Tools\",\"prefix\":\"T\"}"))
          .isEqualTo(200);
      assertThat(page.page().locator("h1")).hasText("Tools");
    }
  }

  /** The page's clock stands, so that a burst takes no time of it. */
  @Test
  void aBurstOfChangesIsReadOnce() throws Exception {
    Tap tap = Tap.on(context);
    context.clock().install();
    context.addInitScript(COUNT_DETAILS);
    AtomicInteger asked = new AtomicInteger();
    try (OpenPage page = site.open(context, "#snacks")) {
      assertThat(page.card("S1")).hasCount(1);
      tap.hold(); // what the server says by itself
      context.clock().pauseAt(System.currentTimeMillis() + AHEAD_MILLIS);
      page.page().onRequest(request -> {
        if (request.url().endsWith("/products/snacks")) {
          asked.incrementAndGet();
        }
      });
      for (int burst = 1; burst <= 2; burst++) {
        String name = "Chocolate " + burst;
        assertThat(site.patch("snacks", "S1", "{\"name\":\"" + name + "\"}")).isEqualTo(200);
        for (int i = 0; i < BURST; i++) {
          tap.say("{\"type\":\"details\",\"seq\":" + (900_000 + i) + "}");
        }
        page.page().waitForFunction("(count) => window.details >= count", burst * BURST);
        assertThat(asked).hasValue(burst - 1);
        context.clock().runFor(SPREAD_MILLIS);
        assertThat(page.card("S1").locator("h2")).hasText(name);
        assertThat(asked).hasValue(burst);
      }
    }
  }

  @Test
  void pausedNumbersStandStillAndGoOnFromTheNewest() throws Exception {
    try (OpenPage page = site.open(context, "#electronics")) {
      long before = site.total("electronics", "A1");
      page.expectTotal("A1", before);
      page.page().locator("pause-button button").click();
      assertThat(page.page()).hasTitle("Paused · Electronics · Live Orders");
      assertThat(page.page().locator("connection-state")).containsText("Paused at ");
      site.order("A1", 2);
      site.order("A2", 1);
      page.awaitTold("A1", before + 2);
      page.tab("confectionery").click();
      page.expectTotal("B1", site.total("confectionery", "B1"));
      page.tab("electronics").click();
      page.expectTotal("A1", before + 2);
      site.order("A1", 5);
      page.awaitTold("A1", before + 7);
      page.expectTotal("A1", before + 2);

      page.page().locator("pause-button button").click();
      page.expectTotal("A1", before + 7);
      assertThat(page.page().locator("connection-state")).not().containsText("Paused");
    }
  }

  @Test
  void theMarkIsOfTheLastSecondAndNeverGrowsForEver() throws Exception {
    try (OpenPage page = site.open(context, "#electronics")) {
      page.expectTotal("A1", site.total("electronics", "A1"));
      PassingStates directions = PassingStates.of(page, "product-item", "direction");
      List<String> passed = new ArrayList<>();
      for (int amount : new int[] {4, 9}) {
        site.order("A1", amount);
        passed.addAll(List.of("up", ""));
        page.waitFor(() -> directions.of("A1").equals(passed));
        assertThat(page.card("A1").locator("change-mark")).hasText("+" + amount);
      }
    }
  }

  @Test
  void aDeviceWithoutANetworkSaysSoAtOnceAndNobodyNeedsTheAgeOfALiveNumber() throws Exception {
    Tap tap = Tap.on(context);
    try (OpenPage page = site.open(context, "#electronics")) {
      Locator state = page.page().locator("connection-state");
      assertThat(state).hasText(Pattern.compile("^Live$"));
      tap.hold(); // whoever answers is not offline
      page.page().evaluate("window.before = performance.now()");
      context.setOffline(true);
      assertThat(state).containsText("Offline");
      assertThat(page.page().locator("stale-banner")).containsText("This device is offline.");
      Object millis = page.page().evaluate("performance.now() - window.before");
      assertThat(((Number) millis).intValue()).isLessThan((int) Leeway.over(2_500));
      context.setOffline(false);
      tap.release();
      page.expectState("live");
      assertThat(page.page().locator("stale-banner")).isHidden();
      page.allowNetworkErrors();
    }
  }

  @Test
  void whatIsRetiredLeavesThePageAndComesBack() throws Exception {
    assertThat(site.send("PUT", "/products/snacks/S2", "{\"name\":\"Gum\",\"rrp\":\"0.99\"}"))
        .isEqualTo(201);
    site.order("S2", 4);
    long total = site.total("snacks", "S2");
    try (OpenPage page = site.open("#snacks")) {
      page.expectTotal("S2", total);
      assertThat(site.send("DELETE", "/products/snacks/S2", "")).isEqualTo(204);
      assertThat(page.card("S2")).hasCount(0, within(1_000));
      assertThat(page.card("S1")).hasCount(1);
      assertThat(site.send("PUT", "/products/snacks/S2", "{}")).isEqualTo(201);
      page.expectTotal("S2", total);

      assertThat(site.send("DELETE", "/categories/snacks", "")).isEqualTo(204);
      assertThat(page.page().locator("product-item")).hasCount(0, within(1_000));
      assertThat(page.page().locator(".notice")).containsText("no category");
      assertThat(page.tab("snacks")).hasCount(0);
      assertThat(site.putCategory("snacks", "{\"title\":\"Snacks\",\"prefix\":\"S\"}"))
          .isEqualTo(201);
      page.expectTotal("S2", total);
      assertThat(page.page().locator(".notice")).isHidden();
      assertThat(page.sockets()).isEqualTo(1);
      page.allowNetworkErrors(); // it has asked for a category that was retired
    }
  }

  private static HasCountOptions within(double millis) {
    return new HasCountOptions().setTimeout(Leeway.over(millis));
  }
}
