package dev.liveorders.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocket;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The page in a tab, with everything it complained of and every socket for totals that it opened. */
final class OpenPage implements AutoCloseable {
  /** The addresses of sockets that tell totals. */
  static final Pattern OF_TOTALS = Pattern.compile(".*/orders(/[^/]*)?(\\?.*)?");

  /** A script by which a page waits for the bestsellers as long as they take: else it goes on without after 500 ms. */
  static final String PATIENT = """
      {
        const set = window.setTimeout;
        window.setTimeout = (call, millis, ...rest) => set(call, millis === 500 ? 30_000 : millis, ...rest);
      }""";

  private static final String PAINTED =
      "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))";

  /** What Chromium itself logs of an answer that is no success, or of a server that does not answer. */
  private static final Pattern OF_THE_NETWORK = Pattern.compile(
      "Failed to load resource.*|WebSocket connection to .* failed.*", Pattern.DOTALL);

  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();
  private final List<String> networkErrors = new ArrayList<>();
  private final List<WebSocket> sockets = new ArrayList<>();
  private final Set<WebSocket> answered = new LinkedHashSet<>();
  private final List<String> told = new ArrayList<>();

  /** In a new tab of this profile, which is closed with the page. */
  OpenPage(BrowserContext context, String url) {
    this.context = context;
    this.page = context.newPage();
    page.addInitScript("addEventListener('securitypolicyviolation',"
        + " event => console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI))");
    page.onConsoleMessage(message -> {
      if (message.type().equals("error")) {
        (OF_THE_NETWORK.matcher(message.text()).matches() ? networkErrors : errors)
            .add(message.text());
      }
    });
    page.onPageError(errors::add);
    page.onWebSocket(socket -> {
      if (OF_TOTALS.matcher(socket.url()).matches()) {
        sockets.add(socket);
        socket.onFrameReceived(frame -> {
          answered.add(socket);
          told.add(frame.text());
        });
      }
    });
    page.navigate(url);
    expectState("live");
  }

  Page page() {
    return page;
  }

  /** The sockets for totals that it has opened so far. */
  int sockets() {
    return sockets.size();
  }

  /** The addresses of those sockets that the server said anything on. */
  List<String> answeredSockets() {
    return answered.stream().map(WebSocket::url).toList();
  }

  /** Waits for a condition, while the page goes on. */
  void waitFor(BooleanSupplier condition) {
    page.waitForCondition(condition);
  }

  Locator card(String product) {
    return page.locator("product-item[product-id='" + product + "']");
  }

  /** A product as a row of the list. */
  Locator row(String product) {
    return page.locator("list-row[product-id='" + product + "']");
  }

  Locator tab(String category) {
    return page.locator("category-tabs a[href='#" + category + "']");
  }

  /** Waits until a product is shown with exactly this total. */
  void expectTotal(String product, long total) {
    assertThat(card(product).locator("live-total")).hasAttribute("value", Long.toString(total));
  }

  /** Waits until it was told exactly this total and has painted since, whether or not it shows that. */
  void awaitTold(String product, long total) {
    Predicate<String> tells =
        Pattern.compile("\"id\":\"" + product + "\",\"total\":" + total + "\\b").asPredicate();
    waitFor(() -> told.stream().anyMatch(tells));
    page.evaluate(PAINTED);
  }

  /** Waits until a row shows exactly this total. */
  void expectRowTotal(String product, long total) {
    assertThat(row(product).locator("live-total")).hasAttribute("value", Long.toString(total));
  }

  /** Waits for a state of the connection. */
  void expectState(String state) {
    assertThat(page.locator("connection-state")).hasAttribute("state", state);
  }

  /** Presses "Retry now", also if the page was quicker and has hidden it. */
  void retryNow() {
    page.evaluate("document.querySelector('stale-banner button').click()");
  }

  /** Waits until a category is the one that is shown. */
  void expectCategory(String category, String title) {
    assertThat(tab(category)).hasAttribute("aria-current", "page");
    assertThat(page.locator("h1")).hasText(title);
  }

  /** The test itself made requests fail: what Chromium says of them is no fault of the page. */
  void allowNetworkErrors() {
    networkErrors.clear();
  }

  /** Closes, and fails if the page complained of anything. */
  @Override
  public void close() {
    context.close();
    assertThat(errors).as("console errors and violations of the policy").isEmpty();
    assertThat(networkErrors).as("failed requests").isEmpty();
  }
}
