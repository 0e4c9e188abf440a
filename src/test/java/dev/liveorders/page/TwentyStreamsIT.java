package dev.liveorders.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.liveorders.kit.Certificate;
import dev.liveorders.kit.Chromium;
import dev.liveorders.kit.TestNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many event streams of one browser, in real Chromium: it counts the connections of all tabs together, and by
 * HTTP/1.1 six would be all there are.
 */
class TwentyStreamsIT {
  private static final int TABS = 4;
  private static final int STREAMS = 5; // of each tab

  /** Opens streams, and goes on with the first totals of all. */
  private static final String OPEN = """
      (streams) => Promise.all(Array.from(window.seen = new Array(streams).fill(''), (_, i) => new Promise((shown) => {
        new EventSource('/orders/electronics').addEventListener('orders', ({ data }) => {
          window.seen[i] += data;
          shown();
        });
      })))""";

  private static final String PROTOCOL =
      "() => performance.getEntriesByType('navigation')[0].nextHopProtocol";

  private static final String NEWEST =
      "() => window.seen.every((data) => data.includes('\"total\":77'))";

  @TempDir
  Path folder;

  @Test
  void twentyStreamsShowEveryChangeAndAnotherPageStillLoads() throws Exception {
    try (TestNode node = new TestNode().with(Certificate.create(folder, "localhost"))) {
      node.orders().withBoard();
      node.startReady();
      String url = "https://localhost:" + node.port() + "/health/live";
      try (BrowserContext browser =
          Chromium.browser().newContext(new NewContextOptions().setIgnoreHTTPSErrors(true))) {
        List<Page> tabs = new ArrayList<>();
        for (int i = 0; i < TABS; i++) {
          Page tab = browser.newPage();
          tab.navigate(url);
          assertThat(tab.evaluate(PROTOCOL)).isEqualTo("h2");
          tab.evaluate(OPEN, STREAMS);
          tabs.add(tab);
        }
        node.orders().publish("A1", 77);
        tabs.forEach(tab -> tab.waitForFunction(NEWEST));
        assertThat(browser.newPage().navigate(url).status()).isEqualTo(200);
      }
    }
  }
}
